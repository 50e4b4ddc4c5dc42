#!/usr/bin/env bash
# Ends runs at single calls that change the disk; one more run must leave what an undisturbed one leaves, byte for byte.
# SEED chooses the inputs and the order of the moments; LIMIT is in seconds: all moments take some minutes.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

seed=${SEED:-1}
python3 counted.py "$seed"
python3 every_call.py die "$seed" "${LIMIT:-25}"
