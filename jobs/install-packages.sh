#!/usr/bin/env bash
# Installs the Debian or Ubuntu packages that Waybill needs; those that are there already are left alone.
#
#   jobs/install-packages.sh build    what the build needs
#   jobs/install-packages.sh test     the same, and what the tests need
#   jobs/install-packages.sh bench    the same, and what Tests/Benchmarks compares with
#   jobs/install-packages.sh package  what jobs/package.sh needs besides
#   jobs/install-packages.sh send     what jobs/send-updates.sh needs, and nothing else
set -euo pipefail

build=(ca-certificates g++ git libcsv-dev libsimdjson-dev libxml2-dev libxxhash-dev libyaml-dev pkg-config
    tzdata zlib1g-dev)
send=(ca-certificates curl jq util-linux)
test=(chromium debootstrap groff-base libxml2-utils libyajl-dev man-db mandoc munge openssh-client openssh-server
    prometheus python3 python3-venv shellcheck slurm-wlm strace systemd valgrind)
bench=(gcc jq miller)
package=(binutils dpkg-dev gzip)

case "${1:-build}" in
build) wanted=("${build[@]}") ;;
test) wanted=("${build[@]}" "${send[@]}" "${test[@]}") ;;
bench) wanted=("${build[@]}" "${send[@]}" "${test[@]}" "${bench[@]}") ;;
package) wanted=("${package[@]}") ;;
send) wanted=("${send[@]}") ;;
*)
    echo "usage: $0 [build|test|bench|package|send]" >&2
    exit 64
    ;;
esac

missing=()
for package in "${wanted[@]}"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "Waybill needs these packages; install them as root: ${missing[*]}" >&2
        exit 69
    }
    as_root=(sudo)
fi
echo "==> installing ${missing[*]}"
"${as_root[@]}" apt-get update --quiet --quiet
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --quiet --quiet --no-install-recommends "${missing[@]}"
