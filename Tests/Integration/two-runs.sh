#!/usr/bin/env bash
# Two runs at the same moment on one inbox: each order must be there exactly once.
# SEED chooses the inputs.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

python3 two_runs.py "${SEED:-1}" 8
