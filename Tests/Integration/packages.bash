# shellcheck shell=bash
# For scripts that need packages of PyPI: `packages NAME ...` makes $python a Python that has them.
# They are installed once, below .build-python in the checkout. Where PyPI cannot be reached the script that asked is
# skipped, and says so.
packages() {
    local home wanted=$*
    home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/.build-python
    # shellcheck disable=SC2034 # for whoever calls this
    python=$home/bin/python
    [ -x "$python" ] || python3 -m venv "$home"
    [ "$(cat "$home/.has.$(echo "$wanted" | tr -c 'a-z0-9\n' '-')" 2>/dev/null)" = yes ] && return
    # shellcheck disable=SC2086 # the names are words
    if ! "$home/bin/pip" install --quiet --disable-pip-version-check $wanted; then
        echo "skipped: PyPI does not give $wanted"
        exit 0
    fi
    echo yes >"$home/.has.$(echo "$wanted" | tr -c 'a-z0-9\n' '-')"
}
