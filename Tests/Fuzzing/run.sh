#!/usr/bin/env bash
# Builds the fuzz targets with coverage and the address sanitizer, runs each again on what was found before, then looks for
# more for some seconds each.
#
#   run.sh SECONDS                every format, and all channels and all label systems at once; 0 only repeats
#   run.sh SECONDS TARGET...      some of them, or one channel or label system, such as orders-sears
#
# What is found is left in found/<target>/ and fails from then on. JOBS is how many run at once, two unless it is set; CORPUS
# is the folder of what was learnt, which the next run takes up: .build-fuzz/corpus unless it is set.
set -euo pipefail
cd "$(dirname "$0")/../.."
[[ ${1:-} =~ ^[0-9]+$ ]] || {
    echo "usage: $0 SECONDS [TARGET...]" >&2
    exit 64
}
seconds=$1
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(xml csv json bytes job ledger pending normalized orders labels)

# The sanitizer takes the runtime's own backtraces for faults.
export WAYBILL_FUZZING=1 SWIFT_BACKTRACE=enable=no
# To note where each piece of memory was taken, and to hold it for long, takes more time than what is looked at. What is
# found can be run again with ASAN_OPTIONS= to see more.
export ASAN_OPTIONS=${ASAN_OPTIONS-malloc_context_size=1:quarantine_size_mb=16}
# --sanitize leaves the main function to libFuzzer; of several -sanitize only the last counts, so that names both. gold, the
# usual linker, warns of the sanitizer's own symbols.
swift build --configuration release --scratch-path .build-fuzz --product Fuzzing --sanitize fuzzer \
    -Xswiftc -enable-testing -Xswiftc -sanitize=fuzzer,address -Xcxx -fsanitize=fuzzer-no-link,address \
    -Xcc -fsanitize=fuzzer-no-link,address -Xswiftc -use-ld=lld
fuzzing=$PWD/.build-fuzz/release/Fuzzing
corpus=${CORPUS:-.build-fuzz/corpus}
mapfile -t known < <("$fuzzing" 2>/dev/null)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# words DICTIONARY... -- FILE...: a dictionary of some formats, and of what the files call their elements, members and columns.
words() {
    while [ "$1" != -- ]; do
        cat "Tests/Fuzzing/dictionaries/$1.dict"
        shift
    done
    shift
    [ $# -eq 0 ] || grep --text --no-filename --only-matching --extended-regexp \
        '<[A-Za-z][A-Za-z0-9_:-]{1,40}|"[A-Za-z][A-Za-z0-9_ -]{1,40}"' "$@" |
        tr --delete '"' | sort --unique | sed 's/.*/"&"/'
}

# prepare TARGET: the folder of its seeds, and its dictionary.
prepare() {
    local target=$1 files
    mkdir -p "$work/$target/seeds" "$corpus/$target" "Tests/Fuzzing/found/$target"
    case $target in
    xml | csv | json)
        files=(samples/*/orders/*/input."$target" samples/labels/*/*/input."$target")
        words "$target" --
        ;;
    bytes)
        files=(samples/*/orders/*/input.*.gz samples/*/orders/*{utf-16,windows-1252}*/input.*
            samples/sears/orders/every-field/input.*)
        words bytes --
        ;;
    job)
        files=(Tests/Fuzzing/seeds/job/* jobs/nightly.yaml)
        words job --
        ;;
    ledger)
        files=(Tests/Fuzzing/seeds/ledger/*)
        words ledger --
        ;;
    pending)
        files=(samples/*/shipments/*/expected/{,*/}pending/*)
        words json -- "${files[@]}"
        ;;
    normalized)
        files=(samples/*/orders/*/expected.orders.jsonl)
        words json -- "${files[@]}"
        ;;
    orders) files=(samples/*/orders/*/input.*) && words xml csv json -- "${files[@]}" ;;
    orders-*) files=(samples/"${target#orders-}"/orders/*/input.*) && words xml csv json -- "${files[@]}" ;;
    labels) files=(samples/labels/*/*/input.*) && words xml csv json -- "${files[@]}" ;;
    labels-*) files=(samples/labels/"${target#labels-}"/*/input.*) && words xml csv json -- "${files[@]}" ;;
    esac >"$work/$target/words"
    # libFuzzer looks into folders, too.
    cp --parents --target-directory "$work/$target/seeds" "${files[@]}"
}

# run TARGET: what was found before, then the search; one line says how far it came.
run() {
    local target=$1 started=$SECONDS
    local log=$work/$target/log found=Tests/Fuzzing/found/$target
    export WAYBILL_FUZZ=$target
    local limits=(-timeout=60 -rss_limit_mb=2048 -artifact_prefix="$found/")
    if compgen -G "$found/*" >/dev/null && ! "$fuzzing" "${limits[@]}" "$found"/* >"$log" 2>&1; then
        tail -n 60 "$log" >&2
        echo "$target: what was found before fails again" >&2
        return 1
    fi
    if ! "$fuzzing" "${limits[@]}" -max_len=8192 -dict="$work/$target/words" -print_final_stats=1 \
        "${length[@]}" "$corpus/$target" "$work/$target/seeds" >"$log" 2>&1; then
        tail -n 60 "$log" >&2
        echo "$target: what was found is in $found" >&2
        return 1
    fi
    # Not in a subshell, which has no children of its own.
    times >"$work/$target/times"
    local runs reached busy
    busy=$(sed -n '2s/m.*//p' "$work/$target/times")
    runs=$(sed -n 's/stat::number_of_executed_units: *//p' "$log")
    reached=$(sed -n 's/^#.* cov: \([0-9]*\) ft: \([0-9]*\) corp: \([0-9]*\).*/\1 edges, \2 features, \3 inputs/p' "$log" | tail -n 1)
    echo "$target: $runs runs in $((SECONDS - started)) s, $busy minutes of them on a processor: $reached"
}

length=(-max_total_time="$seconds")
[ "$seconds" -gt 0 ] || length=(-runs=0)
for target in "${targets[@]}"; do
    [[ " ${known[*]} " == *" $target "* ]] || {
        echo "there is no target $target; there are ${known[*]}" >&2
        exit 64
    }
    prepare "$target"
done

for target in "${targets[@]}"; do
    while [ "$(jobs -r -p | wc -l)" -ge "${JOBS:-2}" ]; do wait -n || true; done
    { run "$target" && touch "$work/$target/passed"; } &
done
wait
for target in "${targets[@]}"; do [ -f "$work/$target/passed" ] || exit 1; done
