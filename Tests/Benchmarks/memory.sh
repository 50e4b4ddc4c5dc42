#!/usr/bin/env bash
# Measures the memory of conversions and runs on small and large files, and what they hold for each order.
#
#   memory.sh           files of 20 and 200 MB of each format: a minute
#   memory.sh --long    also of 1 and 2 GB: a quarter of an hour, and 10 GB of disk
#
# FORMATS chooses formats, SEED other data. Fails when an order takes more than it may.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

case "${1:-}" in
--long) sizes=(20 200 1000 2000) ;;
"") sizes=(20 200) ;;
*)
    echo "usage: $0 [--long]" >&2
    exit 64
    ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export STARTS=$work/starts
cc -O2 starts.c -o "$STARTS"
python3 memory.py "$work" "${SEED:-1}" "${FORMATS:-xml csv json}" "${sizes[@]}"
