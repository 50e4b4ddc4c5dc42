#!/usr/bin/env bash
# Holds jobs/kubernetes to the published schemas of Kubernetes and to the rules that these do not say, and jobs/aws-batch to
# the published model of AWS Batch. It needs packages of PyPI, and is skipped, saying so, without them.
set -euo pipefail
cd "$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1
python=python3
# shellcheck disable=SC1091 # it is checked by itself
. ./packages.bash
packages kubernetes-validate pyyaml botocore

"$python" schedulers.py
