#!/usr/bin/env bash
# Does actions by chance on drop folders, and checks after each run what a model in memory says.
# SEED chooses the actions, ACTIONS how many within LIMIT seconds: ACTIONS=10000 LIMIT=3600 is the long way.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

python3 random_actions.py run "${SEED:-1}" "${ACTIONS:-800}" "${LIMIT:-50}"
