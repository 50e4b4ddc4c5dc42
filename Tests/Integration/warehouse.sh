#!/usr/bin/env bash
# Runs what docs/migrating-history.md shows of DuckDB and Spark on the normalized orders of a small migration, as it stands
# there; both must find what Python counts. SEED chooses the inputs. It needs packages of PyPI, and Spark Java besides; what
# is not there is skipped, and said so.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL
# shellcheck source=Tests/Integration/packages.bash
. ./packages.bash
packages duckdb
"$python" warehouse.py "${SEED:-1}" DuckDB

if ! command -v java >/dev/null; then
    echo "skipped: Spark needs Java"
    exit 0
fi
packages pyspark
"$python" warehouse.py "${SEED:-1}" Spark
