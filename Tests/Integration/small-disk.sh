#!/usr/bin/env bash
# Lets a disk fill, gives it room again, and lays a job's folders on several disks.
# SEED chooses the inputs. Skipped, and says so, where no file system can be mounted.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

python3 small_disk.py "${SEED:-1}"
