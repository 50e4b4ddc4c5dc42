#!/usr/bin/env bash
# Lets single calls to the disk fail, once, with each error that they can have: a run says so and what to do, and one more
# run must leave what an undisturbed one leaves, byte for byte.
# SEED chooses the inputs and the order of the moments; LIMIT is in seconds: all moments take half an hour.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

python3 every_call.py fail "${SEED:-1}" "${LIMIT:-75}"
