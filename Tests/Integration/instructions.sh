#!/usr/bin/env bash
# Counts the instructions of an order's conversion against parsers that do nothing; fails when there are too many.
# ORDERS and MORE choose the files.
set -euo pipefail
cd "$(dirname "$0")/../Benchmarks"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export FLOOR=$work/floor
cc -O2 floor.c -lcsv -lyajl -o "$FLOOR"
python3 gate.py "${ORDERS:-500}" "${MORE:-1000}"
