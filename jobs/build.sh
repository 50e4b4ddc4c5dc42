#!/usr/bin/env bash
# Builds the release as it is used, tested and packed: .build-release/release/waybill, with Swift in it and no symbols.
# Needs what `jobs/install-packages.sh build` installs; more arguments go to `swift build`.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build --configuration release --static-swift-stdlib -Xlinker --strip-all --scratch-path .build-release \
    --product waybill "$@"
