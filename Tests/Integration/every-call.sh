#!/usr/bin/env bash
# Ends runs at single calls that change the disk; one more run must leave what an undisturbed one leaves, byte for byte.
# SEED chooses the inputs and the order of the moments; LIMIT is in seconds: all moments take some minutes.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -O1 -Wall -Wextra -Werror -shared -fPIC -o "$work/die_at.so" die_at.c -ldl
python3 every_call.py "$work/die_at.so" "${SEED:-$RANDOM}" "${LIMIT:-45}"
