#!/usr/bin/env bash
# Shows what Waybill does: builds it, runs jobs/nightly.yaml on the sample exports, and says where to look.
# Needs Debian or Ubuntu with Swift; installs the system packages itself. May be run again at any time.
set -euo pipefail
cd "$(dirname "$0")/.."

bash jobs/install-packages.sh build

# The inputs are copied before the build: by its end nobody has touched them for long enough.
rm -rf demo
mkdir -p demo
cp -r samples/demo/in demo/in
cp jobs/nightly.yaml demo/nightly.yaml

echo "==> building the release (a few minutes the first time)"
bash jobs/build.sh
waybill=.build-release/release/waybill

echo "==> waybill run demo/nightly.yaml"
status=0
for _ in $(seq 30); do
    status=0
    "$waybill" run demo/nightly.yaml || status=$?
    [ "$status" -eq 75 ] || break
    echo "==> exit status 75: files must have been left alone for 10 s (settle); trying again"
    sleep 2
done
[ "$status" -eq 0 ] || exit "$status"

cat <<'END'

Look at
  demo/out/orders/      the orders of each store: JSON Lines and two tables
  demo/out/rejects/     what was not used, with the reason
  demo/out/shipments/   the labels, normalized
  demo/out/updates/     ShipNotices for each store, and requests.jsonl to send them with
  demo/in/labels/pending/   a label that waits for its order
  demo/archive/         the inputs, done
  demo/reports/*.html   what you must do, and all that happened, as a page
  demo/reports/         what became of each file and each record

Run it again on the same folders, or ask what it would do with files of your own:
  .build-release/release/waybill run demo/nightly.yaml
  .build-release/release/waybill check demo/nightly.yaml
END
