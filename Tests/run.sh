#!/usr/bin/env bash
# Runs all tests: unit, sample, contract and command tests, then those that need the release binary.
# Needs Debian or Ubuntu with Swift; installs the system packages itself. Stops at the first failure.
# Fuzzing repeats what was found before; with FUZZ_SECONDS it looks for more for so long per target.
#
#   Tests/run.sh               everything
#   Tests/run.sh STEP...       some steps: packages, debug, unit, release, fuzzing, binary
set -euo pipefail
cd "$(dirname "$0")/.."

known=(packages debug unit release fuzzing binary)
for wanted in "$@"; do
    [[ " ${known[*]} " == *" $wanted "* ]] || {
        echo "usage: $0 [STEP...], of ${known[*]}" >&2
        exit 64
    }
done
wanted=" ${*:-${known[*]}} "
# step NAME TITLE: whether the step is wanted; says so.
step() { [[ $wanted == *" $1 "* ]] && printf '\n==> %s\n' "$2"; }

if step packages "system packages"; then
    bash jobs/install-packages.sh test
fi

if step debug "debug build with tests"; then
    swift build --build-tests --scratch-path .build-debug --explicit-target-dependency-import-check error
fi

if step unit "unit, sample, contract and command tests"; then
    swift test --skip-build --parallel --scratch-path .build-debug
fi

if step release "release build"; then
    bash jobs/build.sh
fi
export WAYBILL="$PWD/.build-release/release/waybill"

if step fuzzing "Tests/Fuzzing/run.sh"; then
    bash Tests/Fuzzing/run.sh "${FUZZ_SECONDS:-0}"
fi

for script in Tests/Differential/run.sh Tests/Integration/*.sh; do
    step binary "$script" || continue
    bash "$script"
done

if [ $# -eq 0 ]; then
    printf '\n==> all tests passed\n'
else
    printf '\n==> done:%s\n' "$wanted"
fi
