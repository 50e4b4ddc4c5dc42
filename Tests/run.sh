#!/usr/bin/env bash
# Runs all tests: unit, sample, contract and command tests, then those that need the release binary.
# Needs Debian or Ubuntu with Swift; installs the system packages itself. Stops at the first failure.
# Fuzzing repeats what was found before; with FUZZ_SECONDS it looks for more for so long per target.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n==> %s\n' "$1"; }

step "system packages"
bash jobs/install-packages.sh test

step "debug build with tests"
swift build --build-tests --scratch-path .build-debug --explicit-target-dependency-import-check error

step "unit, sample, contract and command tests"
swift test --skip-build --parallel --scratch-path .build-debug

step "release build"
bash jobs/build.sh
export WAYBILL="$PWD/.build-release/release/waybill"

step "Tests/Fuzzing/run.sh"
bash Tests/Fuzzing/run.sh "${FUZZ_SECONDS:-0}"

for script in Tests/Differential/run.sh Tests/Integration/*.sh; do
    [ -f "$script" ] || continue
    step "$script"
    bash "$script"
done

step "all tests passed"
