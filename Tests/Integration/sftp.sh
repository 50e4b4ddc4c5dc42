#!/usr/bin/env bash
# Uploads by OpenSSH's sftp, also slow, broken off, resumed and renamed, while the job runs every 200 ms: each order and
# parcel comes out once.
#
#   sftp.sh [FILES]    so many files, by default 200
#
# SEED chooses the files and what the clients do.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

python3 sftp.py "${SEED:-1}" "${1:-200}"
