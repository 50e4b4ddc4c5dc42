#!/usr/bin/env bash
# Every sample, and what a run writes, against the JSON Schemas, data packages and OpenLineage, by validators that are not
# ours; and that what is wrong is refused. The validators are installed from PyPI into a folder that is gone afterwards.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

validators=${VALIDATORS:-}
if [ -z "$validators" ]; then
    validators=$(mktemp -d)
    trap 'rm -rf "$validators"' EXIT
    python3 -m venv "$validators"
    "$validators/bin/pip" install --quiet --disable-pip-version-check \
        jsonschema==4.26.0 frictionless==5.18.1 openlineage-python==1.54.0 PyYAML==6.0.3
fi
"$validators/bin/python" schemas.py
"$validators/bin/python" packages.py
"$validators/bin/python" lineage.py
