#!/usr/bin/env bash
# The same inputs twice: the same bytes in fresh folders, and no change in the same folder.
# SEED chooses the inputs.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

python3 twice.py "${SEED:-1}"
