#!/usr/bin/env bash
# Reads the shards of plans in any order, twice, at once and killed half-way, and merges them, killed as well; what is there
# in the end must be what one run leaves, byte for byte. SEED chooses the inputs and all else, ROUNDS how many plans.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

python3 shards.py "${SEED:-1}" "${ROUNDS:-3}"
