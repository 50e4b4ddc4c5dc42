#!/usr/bin/env bash
# Sends the samples' updates to a receiver with faults, kills the sender, and starts two of them at once.
# SEED chooses the faults and the moments.
set -euo pipefail
cd "$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1

shellcheck ../../jobs/*.sh
python3 send_updates.py "${SEED:-1}"
