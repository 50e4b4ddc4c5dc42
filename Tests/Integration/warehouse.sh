#!/usr/bin/env bash
# Runs what docs/migrating-history.md shows of DuckDB and Spark on the normalized orders of a small migration, as it stands
# there; both must find what Python counts. SEED chooses the inputs. It needs packages of PyPI, and is skipped, saying so,
# without them. Spark is half a gigabyte and needs Java: it is run with SPARK=yes.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL
python=python3
# shellcheck disable=SC1091 # it is checked by itself
. ./packages.bash
packages duckdb
"$python" warehouse.py "${SEED:-1}" DuckDB

if [ "${SPARK:-no}" != yes ] || ! command -v java >/dev/null; then
    echo "skipped: Spark; it needs Java and SPARK=yes"
    exit 0
fi
packages pyspark
"$python" warehouse.py "${SEED:-1}" Spark
