#!/usr/bin/env bash
# The man page and the completions of shells: what is stored is what the command says, and their readers have no complaint.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${WAYBILL:?the path of the release binary}"

python3 docs/man/manual.py "$WAYBILL" | diff -u docs/man/waybill.1 -
complaints=$(MANWIDTH=80 LC_ALL=C.UTF-8 man --warnings -l -Tutf8 -Z docs/man/waybill.1 2>&1 >/dev/null)
[ -z "$complaints" ] || { echo "$complaints" >&2; exit 1; }
mandoc -Tlint -W warning docs/man/waybill.1

for shell in bash zsh fish; do
    name=waybill.$shell
    [ $shell = zsh ] && name=_waybill
    "$WAYBILL" --generate-completion-script $shell | diff -u "docs/completions/$name" -
    # Where the shell is there, it reads the script as well.
    if command -v $shell >/dev/null; then $shell -n "docs/completions/$name"; fi
done
# What bash offers behind the words that are typed.
offered() {
    bash -c 'source docs/completions/waybill.bash
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
        _waybill "$1" "${*: -1}" "${*: -2:1}"; printf "%s" "${COMPREPLY[*]}"' complete "$@"
}
equal() { [ "$1" = "$2" ] || { echo "bash offers \"$1\", not \"$2\"" >&2; exit 1; }; }
equal "$(offered waybill che)" "check"
equal "$(offered waybill explain ship_to)" "ship_to_missing ship_to_differs"
echo "the man page and three completions are those of the command"
