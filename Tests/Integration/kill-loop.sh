#!/usr/bin/env bash
# Kills runs at random moments; what is there in the end must be what an undisturbed run leaves, byte for byte.
# SEED chooses the inputs and the moments, KILLS how many must hit a running process within LIMIT seconds.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

python3 kill_loop.py "${SEED:-1}" "${KILLS:-50}" "${LIMIT:-150}"
