#!/usr/bin/env bash
# A migration on a cluster of two nodes: an array over 32 files, a task that fails with 65, one that asks to be tried again,
# a node that dies in the middle of a task, the merge by dependency. The result must be what one run leaves, byte for byte.
# SEED chooses the inputs. It is skipped, and says so, where there is no Slurm.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

python3 slurm.py "${SEED:-1}"
