#!/usr/bin/env bash
# Checks the units of jobs/systemd, and runs them: a systemd of its own, in a mount namespace where docs/sftp.md was followed to
# the letter, takes what senders put into the drop folder.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 units.py "$work" "$WAYBILL"

# What comes next changes accounts and mounts, in namespaces that are gone with it; for that it takes root.
skip() {
    echo "SKIPPED: the units were checked and not run: $1"
    exit 0
}
alone=(unshare --mount --pid --fork --kill-child --mount-proc)
[ "$(id -u)" -eq 0 ] || skip "that takes root"
"${alone[@]}" true 2>"$work/why" || skip "that takes namespaces: $(cat "$work/why")"
cp -r ../../docs ../../jobs ../../samples/demo "$work"
cp "$WAYBILL" "$work/waybill"
timeout 400 "${alone[@]}" python3 drop_service.py "$work"
