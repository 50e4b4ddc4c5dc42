#!/usr/bin/env bash
# Compares Waybill with parsers that do nothing with what they read, and with what people would take in its place.
#
#   run.sh                   times on 70,000 orders: XML and JSON of about 200 MB, CSV of 80 MB
#   run.sh --instructions    instructions on 10,000 orders, counted by callgrind
#
# ORDERS, SEED, FORMATS and ROUNDS choose other data and other rounds; RESULTS is a file to which the figures of times are
# appended, for plot.py.
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
export FLOOR=$work/floor
if ! command -v cc >/dev/null; then
    echo "missing: cc"
elif ! cc -O2 floor.c -lcsv -lyajl -o "$FLOOR" 2>"$work/errors"; then
    echo "missing: libcsv or yajl: $(grep -m 1 -E 'error|cannot' "$work/errors" || head -n 1 "$work/errors")"
fi
# Python's own packages, in a place of their own that goes away again.
if [ "$how" != --instructions ] && [ -z "${PEERS_PYTHON:-}" ] && python3 -m venv "$work/peers" 2>/dev/null &&
    "$work/peers/bin/pip" install --quiet --disable-pip-version-check lxml duckdb polars 2>/dev/null; then
    export PEERS_PYTHON=$work/peers/bin/python
fi
for format in ${FORMATS:-xml csv json}; do
    echo "making $orders orders, seed ${SEED:-1}"
    python3 data.py "$format" --orders "$orders" --seed "${SEED:-1}" >"$work/orders.$format"
    python3 measure.py "$format" "$work/orders.$format" "$how" ${RESULTS:+"$RESULTS"}
    rm "$work/orders.$format"
    echo
done
