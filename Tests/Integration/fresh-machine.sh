#!/usr/bin/env bash
# Follows the "Two commands" of README in a Debian that has Swift and nothing else, in a new clone of what is committed: the demo
# as it stands, and of the tests the steps that install and build. WHOLE=yes runs all tests there, which takes as long
# as they do here. Takes root, since another system's folders belong to root.
set -euo pipefail
cd "$(dirname "$0")/../.."
skip() {
    echo "SKIPPED: $1"
    exit 0
}
[ "$(id -u)" -eq 0 ] || skip "a fresh system is made by root"
[ ! -e /etc/waybill-fresh-machine ] || skip "this is the fresh system"
if [ -z "${FRESH_WORK:-}" ]; then
    # What is mounted is gone with the namespace, before anything is removed.
    FRESH_WORK=$(mktemp -d)
    export FRESH_WORK
    trap 'rm -rf --one-file-system "$FRESH_WORK"' EXIT
    unshare --mount true 2>"$FRESH_WORK/why" || skip "that takes a namespace: $(cat "$FRESH_WORK/why")"
    unshare --mount bash Tests/Integration/fresh-machine.sh
    exit
fi

. Tests/Integration/debian.bash
root=$FRESH_WORK/root
debian "$root"
touch "$root/etc/waybill-fresh-machine"
mount --types proc proc "$root/proc"
mount --rbind /dev "$root/dev"

# Swift, where it lies here, with the libraries that it is linked with.
toolchain=$(cd "$(dirname "$(command -v swift)")/.." && pwd -P)
shared() {
    mkdir -p "$root$1"
    mount --bind "$1" "$root$1"
    mount --options remount,bind,ro "$root$1"
}
shared "$toolchain"
mapfile -t libraries < <(
    for program in swift-driver swift-package swift-frontend clang; do ldd "$toolchain/bin/$program"; done |
        awk '$3 ~ "^/" { print $3 }' | sort --unique | xargs readlink --canonicalize | grep --invert-match "^$toolchain" |
        sed 's/^\(\/usr\)\?/*/' | xargs dpkg --search | cut --delimiter=: --fields=1 | sort --unique
)
fresh apt-get install --yes --quiet --quiet --no-install-recommends "${libraries[@]}" >"$FRESH_WORK/log" 2>&1 ||
    { tail "$FRESH_WORK/log" >&2 && exit 1; }
# Where this machine gets packages of Swift from.
git config --get-regexp '^url\..*\.insteadof$' | while read -r key address; do
    place=${key#url.}
    place=${place%.insteadof}
    [ ! -d "$place" ] || mountpoint --quiet "$root$place" || shared "$place"
    printf '[url "%s"]\n\tinsteadOf = %s\n' "$place" "$address" >>"$root/etc/gitconfig"
done || true

git clone --quiet "file://$PWD" "$root/root/waybill"
mapfile -t commands < <(sed '1,/^## Two commands$/d; /^## /,$d' README.md | sed --quiet 's/^\$ \([^#]*[^# ]\).*/\1/p')
[ ${#commands[@]} -eq 2 ] || { echo "README has other commands under \"Two commands\": ${commands[*]}" >&2 && exit 1; }
[ "${WHOLE:-}" = yes ] || commands[1]+=" packages debug"
for command in "${commands[@]}"; do
    begun=$SECONDS
    if ! fresh bash -euc "cd /root/waybill && $command" >"$FRESH_WORK/log" 2>&1 </dev/null; then
        tail --lines=40 "$FRESH_WORK/log" >&2
        echo "$command fails in a fresh $release" >&2
        exit 1
    fi
    echo "$command: well, $((SECONDS - begun)) s"
done

# What the demo says is there.
demo=$root/root/waybill/demo
# shellcheck disable=SC2016 # these are patterns of names
for pattern in 'out/orders/*/*.orders.jsonl' 'out/rejects/*/*.jsonl' 'out/shipments/*.csv' 'out/updates/*/*/requests.jsonl' \
    'in/labels/pending/*.jsonl' 'archive/*/*/*/*/*' 'reports/*.html' 'reports/*.json'; do
    compgen -G "$demo/$pattern" >/dev/null || { echo "the demo leaves no $pattern" >&2 && exit 1; }
done
# A clone in which both were run is as clean as before: nothing of it could be committed by accident.
left=$(git -C "$root/root/waybill" status --porcelain)
[ -z "$left" ] || { printf 'left in the clone:\n%s\n' "$left" >&2 && exit 1; }
echo "both commands of README in a fresh $release with nothing but Swift"
