#!/usr/bin/env bash
# Compares Waybill with parsers that do nothing with what they read, on data of its own.
#
#   run.sh                   times on 70,000 orders, about 200 MB
#   run.sh --instructions    instructions on 10,000 orders, counted by callgrind
#
# ORDERS, SEED and ROUNDS choose other data and other rounds.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

case "${1:-}" in
--instructions) orders=${ORDERS:-10000} how=--instructions ;;
"") orders=${ORDERS:-70000} how=${ROUNDS:-5} ;;
*)
    echo "usage: $0 [--instructions]" >&2
    exit 64
    ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "making $orders orders, seed ${SEED:-1}"
python3 data.py --orders "$orders" --seed "${SEED:-1}" >"$work/orders.xml"
python3 measure.py "$work/orders.xml" "$how"
