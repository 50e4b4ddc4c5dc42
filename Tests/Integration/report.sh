#!/usr/bin/env bash
# Looks at the pages that runs leave, in Chromium: in light and dark, on a phone and on a desk, by keyboard and as a screen reader
# does; and lets Prometheus' own tool read the numbers and the sample alerts.
# SHOTS is a folder for pictures of the pages, for people.
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"
export PYTHONDONTWRITEBYTECODE=1 WAYBILL

promtool check rules ../../jobs/prometheus/waybill.rules.yml
promtool test rules waybill.rules.test.yml
python3 report.py
