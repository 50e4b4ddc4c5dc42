#!/usr/bin/env bash
# Installs the Debian package in a fresh Debian, tries it as somebody who has never seen it, and removes it again.
# Takes root, since another system's folders belong to root; without it there is nothing to try.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${WAYBILL:?the path of the release binary}"
export WAYBILL
if [ "$(id -u)" -ne 0 ]; then
    echo "skipped: a fresh system is made by root"
    exit 0
fi

work=$(mktemp -d)
root=$work/root
trap 'umount "$root/proc" 2>/dev/null; rm -rf --one-file-system "$work"' EXIT
package=$(bash jobs/package.sh "$work" | tail -n 1)
dpkg-deb --contents "$package" >"$work/contents"
for file in usr/bin/waybill usr/share/man/man1/waybill.1.gz usr/share/bash-completion/completions/waybill \
    usr/lib/systemd/system/waybill.timer usr/share/doc/waybill/examples/nightly.yaml; do
    grep --quiet "root/root .* \./$file\$" "$work/contents" || { echo "$file is not in the package" >&2 && exit 1; }
done
printf '%s, %d kB\n' "${package##*/}" $(($(stat --format=%s "$package") / 1000))

. Tests/Integration/debian.bash
debian "$root"
listed() { fresh find / -xdev -path /proc -prune -o -path /var/lib -prune -o -path /var/cache -prune -o \
    -path /var/log -prune -o -path /tmp -prune -o -print | sort; }

listed >"$work/before"
cp "$package" "$root/tmp/waybill.deb"
mountpoint --quiet "$root/proc" && umount "$root/proc"
fresh apt-get install --yes --quiet --quiet --no-install-recommends /tmp/waybill.deb >"$work/log" 2>&1 ||
    { tail "$work/log" >&2 && exit 1; }

# Without it no program of this kind can read its arguments, which must not look like a call for help.
if fresh waybill --version >"$work/log" 2>&1 || ! grep --quiet '/proc is not mounted' "$work/log"; then
    cat "$work/log" >&2
    exit 1
fi
mount --types proc proc "$root/proc"

# Two stores, a night, and a missing order that the report alone explains.
cp --recursive samples/demo/in "$root/tmp/shop-in"
# shellcheck disable=SC2016
fresh bash -euc '
    mkdir /tmp/shop && cd /tmp/shop
    waybill init job.yaml --store outdoor=custom-store --store walmart-us=geekseller >/dev/null
    waybill check job.yaml >/dev/null
    cp -r /tmp/shop-in/. in/ && sleep 11
    waybill run job.yaml --quiet || [ $? -eq 65 ]
    ls out/orders/*/*.orders.jsonl reports/*.html >/dev/null
    grep --quiet --fixed-strings "cure" reports/*.html || grep --quiet status_unknown reports/*.html
    code=$(grep --only-matching --max-count=1 "\"code\":\"[a-z_]*" out/rejects/*/*.jsonl | head -n 1 | cut -d\" -f4)
    waybill explain "${code:-status_unknown}" | head -n 1
'
fresh apt-get purge --yes --quiet --quiet waybill >"$work/log" 2>&1
fresh apt-get autoremove --purge --yes --quiet --quiet >"$work/log" 2>&1
listed >"$work/after"
left=$(comm -13 "$work/before" "$work/after" | grep --invert-match --extended-regexp '^/(run|etc/(ld.so.cache|apt))' || true)
if [ -n "$left" ]; then
    printf 'left behind:\n%s\n' "$left" >&2
    exit 1
fi
echo "installed, run and removed in a fresh $release"
