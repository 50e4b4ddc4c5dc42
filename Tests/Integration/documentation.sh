#!/usr/bin/env bash
# Builds the developers' pages with DocC, which is part of Swift: what each room says of itself, and Sources/Job/Waybill.docc.
# A link to a name that is gone is an error.
#
#   documentation.sh [FOLDER]     leaves the site in FOLDER
set -euo pipefail
site=${1:+$(realpath "$1")}
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Graphs of `swift package dump-symbol-graph` lack what has a type of another room in it; those of the compiler do not.
# They have a folder of builds of their own, since other flags would build everything there anew.
graphs=$PWD/.build-docs/graphs
mkdir -p "$graphs" "$work/graphs"
swift build --scratch-path .build-docs --target Job -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir \
    -Xswiftc "$graphs" -Xswiftc -symbol-graph-minimum-access-level -Xswiftc package \
    -Xswiftc -symbol-graph-skip-synthesized-members >"$work/log" 2>&1 || { tail "$work/log" >&2 && exit 1; }
for room in WireFormats Orders Channels Labels Normalized Report DropFolder Job; do
    cp "$graphs/$room.symbols.json" "$work/graphs"
done
cp "$graphs"/{Channels,Job,Labels,Normalized,Orders,WireFormats}@*.symbols.json "$work/graphs"

# convert CATALOGUE FOLDER
convert() {
    "$(dirname "$(command -v swift)")/docc" convert "$1" --additional-symbol-graph-dir "$work/graphs" --output-path "$2" \
        --fallback-display-name Waybill --fallback-bundle-identifier waybill --warnings-as-errors
}
convert Sources/Job/Waybill.docc "$work/site"

pages=$(find "$work/site/data/documentation" -name '*.json' | wc -l)
[ "$pages" -gt 1000 ] || { echo "only $pages pages: the rooms' own are missing" >&2 && exit 1; }
# That it would notice: a page with a link to nothing must be refused.
cp -r Sources/Job/Waybill.docc "$work/Wrong.docc"
# shellcheck disable=SC2016 # a link of DocC
printf '\nSee ``Job/NoSuchJob``.\n' >>"$work/Wrong.docc/WorkingOnIt.md"
if convert "$work/Wrong.docc" "$work/wrong" >"$work/log" 2>&1; then
    echo "a link to nothing is not noticed" >&2
    exit 1
fi
grep --quiet "WorkingOnIt.md" "$work/log" || { cat "$work/log" >&2 && exit 1; }
if [ -n "$site" ]; then
    rm -rf "$site"
    mv "$work/site" "$site"
fi
echo "$pages pages of DocC without a warning"
