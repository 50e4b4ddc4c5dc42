#!/usr/bin/env bash
# Measures the join of many labels with many orders, and a run with the ledger of years, on data of its own.
#
# ORDERS, LABELS, KEYS, ENTRIES, SEED and ROUNDS choose other data and other rounds; WHAT only one of join and ledger.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for what in ${WHAT:-join ledger}; do
    python3 labels.py "$what" "$work" --seed "${SEED:-1}" --rounds "${ROUNDS:-3}" --orders "${ORDERS:-1000000}" \
        --labels "${LABELS:-100000}" --keys "${KEYS:-1000000}" --entries "${ENTRIES:-1000}"
    echo
done
