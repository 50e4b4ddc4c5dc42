#!/usr/bin/env bash
# Ends purges at each call that changes the disk; one more purge must leave what an undisturbed one leaves.
# SEED chooses the inputs; LIMIT is in seconds.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -O1 -Wall -Wextra -Werror -shared -fPIC -o "$work/die_at.so" die_at.c -ldl
python3 purge.py "$work/die_at.so" "${SEED:-$RANDOM}" "${LIMIT:-45}"
