#!/usr/bin/env bash
# The same names every night, while the clock goes on, stands still and goes back: nothing is ever overwritten.
# SEED chooses the inputs and the clock, NIGHTS how many there are.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

python3 same_names.py "${SEED:-1}" "${NIGHTS:-12}"
