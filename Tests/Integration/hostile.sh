#!/usr/bin/env bash
# Inputs made to do harm, a gigabyte long where nothing stops them: each ends with its code, in little memory and time.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

python3 hostile.py
