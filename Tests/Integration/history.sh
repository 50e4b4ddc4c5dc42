#!/usr/bin/env bash
# A long history in many files: plan, shards, merge. Memory must be flat, the merge short, and every order there.
# FILES of ORDERS each, in SHARDS; TASKS are read at once. Prints what each step took; FOLDER is where it lies.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

python3 history.py "${FILES:-40}" "${ORDERS:-500}" "${SHARDS:-8}" "${TASKS:-2}" "${FOLDER:-}"
