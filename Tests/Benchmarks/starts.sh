#!/usr/bin/env bash
# Measures how long Waybill takes to start, in turn with a program that does nothing and one that loads the same libraries.
#
#   starts.sh [ROUNDS]    so many starts of each, by default 2,000
set -euo pipefail
cd "$(dirname "$0")"
: "${WAYBILL:?the path of the release binary}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc -O2 starts.c -o "$work/starts"
mapfile -t libraries < <(readelf --dynamic "$WAYBILL" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/-l:\1/p')
echo 'int main(void) { return 0; }' >"$work/empty.c"
cc -O2 "$work/empty.c" -Wl,--no-as-needed "${libraries[@]}" -o "$work/its-libraries-alone"
"$work/starts" "${1:-2000}" /bin/true -- "$work/its-libraries-alone" -- "$WAYBILL" --version -- "$WAYBILL" --help
