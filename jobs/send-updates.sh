#!/usr/bin/env bash
# Sends a store's updates, the calls of out/updates/<store>/*/requests.jsonl, and remembers what was accepted.
#
#   send-updates.sh [options] UPDATES_FOLDER STORE BASE_URL [CURL_OPTIONS_FILE]
#
#   --retry-unknown          send again calls whose answer was lost: for receivers that do not act twice
#   --again                  send again calls that were refused
#   --expect REGEX           only an answer whose body has this means that a call was accepted
#   --key-header NAME        the header of the idempotency key (Idempotency-Key)
#   --attempts N             how often a start tries a call (5)
#   --pause SECONDS          before the second try; each pause is twice the one before (1)
#   --longest-pause SECONDS  a receiver that asks for a longer one ends the start (300)
#   --timeout SECONDS        how long an answer may take (60)
#   --dry-run                say what would be sent
#
# docs/operations.md says more, also about calls whose answer was lost.
set -euo pipefail
stopping='' && trap 'stopping=yes' HUP INT TERM
export TZ=UTC LC_ALL=C && umask 077

usage() { sed --quiet 's/^# \{3\}//p' "$0" >&2 && exit 64; }
declare -A form=([expect]='.+' [key-header]='[0-9A-Za-z-]+' [attempts]='[1-9]' [pause]='[0-9]{1,3}(\.[0-9]+)?'
    [longest-pause]='0|[1-9][0-9]{0,4}' [timeout]='[1-9][0-9]{0,3}')
declare -A with=([key-header]=Idempotency-Key [attempts]=5 [pause]=1 [longest-pause]=300 [timeout]=60)
while [ $# -gt 0 ]; do
    option=${1#--}
    case $1 in
    --retry-unknown | --again | --dry-run) with[$option]=yes ;;
    --*) [[ -n ${form[$option]-} && ${2-} =~ ^(${form[$option]})$ ]] || usage
        with[$option]=$2 && shift ;;
    *) break ;;
    esac
    shift
done
[[ $# =~ ^[34]$ && $2 =~ ^[0-9A-Za-z_-][0-9A-Za-z._-]*$ ]] || usage
updates=${1%/} store=$2 base=$3 options=${4-}

accepted=0 refused=0 lost=0 held_back=0 later=0 unanswered=0 failing=''
declare -A fate=() held=()
say() { printf '%s: %s\n' "$store" "$*" >&2 || true; }
finish() {
    printf '%s: %d accepted, %d refused, %d with no known answer, %d held back, %d to be sent later\n' \
        "$store" "$accepted" "$refused" "$lost" "$held_back" "$later" || true
    if [ $((refused + lost)) -gt 0 ]; then exit 65; else exit "$1"; fi
}
stop() { say "${@:2}" && { [ -z "${calls-}" ] || finish "$1"; } && exit "$1"; }

[[ $(command -v curl jq flock | wc -l)$(curl --disable --silent --write-out '%header{x}' file:///dev/null) == 3 ]] ||
    stop 69 "curl 7.84 or later, jq and flock are needed"
# On a command line everybody on the machine can read credentials; without TLS, everybody on the way.
[[ $base =~ ^(https://[^/@[:space:]#]+|http://(127\.0\.0\.1|localhost)(:[0-9]+)?)(/[^[:space:]#]*)?$ ]] ||
    stop 64 "the base address must begin with https:// and hold no credentials"
[ -d "$updates" ] || stop 66 "$updates: no such folder"
[ -z "$options" ] || [ -r "$options" ] || stop 66 "$options: cannot be read"
[ -z "$options" ] || [[ $(stat -Lc %a "$options") == *00 ]] || stop 78 "$options: others may read it; chmod 600"

# Oldest first, for requests.jsonl is written when its input is done; those of one instant by name, as inputs are read.
list_calls() {
    [ ! -d "$updates/$store" ] || find "$updates/$store" -mindepth 2 -maxdepth 2 -type f -name requests.jsonl \
        -printf '%T@ %p\0' | sort --zero-terminated --key=1,1n --key=2 | sed --null-data 's/^[^ ]* //' |
        xargs --null --no-run-if-empty jq --raw-output '
            [.idempotencyKey, .method, .path, .query, .contentType, .bodyFile] | join("\u001f")
            | if test("\\A[0-9a-f]{32}\\x1f[A-Z]+\\x1f(/[0-9A-Za-z/._~%-]*)?\\x1f[0-9A-Za-z._~%&=+-]*\\x1f" +
                "[ -~]+\\x1f[0-9A-Za-z][0-9A-Za-z._-]*\\z")
            then input_filename + "\u001f" + . else error("not a call: " + input_filename) end'
}

# The orders that a call is about, in the channel's words. Calls that name none wait for each other.
orders_of_call() {
    {
        set +e
        grep --only-matching --perl-regexp '(^|[?&])order_number=\K[^&]+|/orders/\K[^/]+(?=/status\?)' <<<"$path?$query"
        case $type in
        application/json) jq --raw-output '.order_id, .order_number, .OrderIds[]? | values' "$body" ;;
        application/xml) grep --text --only-matching --perl-regexp '<po-number>\K[^<]+' "$body" ;;
        esac
        true
    } | grep --text . || echo -
}

# A signal to the whole group, as service managers send it, must cut no command between a call and its record. Until
# its shell ignores signals a command has done nothing, so it can begin again.
shielded() {
    local status=143
    while [[ $status =~ ^(129|130|143)$ ]]; do status=0 && (trap '' HUP INT TERM && exec "$@") || status=$?; done
    return $status
}
record() {
    { printf '%(%FT%TZ)T %s %s %s\n' -1 "$1" "$key" "$2" >&9 && shielded sync --data "$journal"; } 2>/dev/null ||
        stop 75 "$journal cannot be written"
    fate[$key]=$1
}
go_on() { [ -z "$stopping" ] || stop 75 "stopped by a signal"; }
rest() { sleep "$@" 9>&- & wait $! || kill $! 2>/dev/null || true; }

# At most a day: a receiver that errs must not silence a shop for good.
seconds_to_wait() {
    local seconds=0
    if [[ $1 =~ ^[0-9]{1,9}$ ]]; then seconds=$((10#$1)); fi
    if [[ $1 == *GMT ]]; then seconds=$(($(date --date="$1" +%s 2>/dev/null || echo 0) - EPOCHSECONDS)); fi
    echo $((seconds < 0 ? 0 : seconds < 86400 ? seconds : 86400))
}

# Without signals: nobody would know what became of a call that is cut. It keeps descriptor 9, and so the lock, even
# when this script is killed. Prints curl's exit code, the answer's code, the time until curl was connected, how long to
# wait, and what an answer of success is to be taken for.
call() {
    trap '' HUP INT TERM
    # What curl says is for no one, and whoever waits for the end of this script's messages need not wait for the call.
    exec 2>/dev/null
    local result exit_code=0 code connected retry_after judged=accepted
    result=$(curl --disable ${options:+--config "$options"} --silent --no-fail --no-location --retry 0 --globoff \
        --path-as-is --request "$method" --header "Content-Type: $type" --header "${with[key-header]}: $key" \
        --data-binary "@$body" --connect-timeout 20 --max-time "${with[timeout]}" --output "$answer" \
        --write-out '%{http_code} %{time_pretransfer} %header{retry-after}' --url "$url" </dev/null) ||
        exit_code=$?
    read -r code connected retry_after <<<"$result" || true
    [ -z "${with[expect]-}" ] || grep -Eqe "${with[expect]}" "$answer" || judged=refused
    echo "$exit_code ${code:--} ${connected:--} $(seconds_to_wait "$retry_after") $judged"
}

# `later` is a call that the receiver did not take in, `lost` one of which nobody knows.
judge_call() {
    case $exit_code:$code in
    0:2??) outcome=$judged ;;
    # A gateway says this in place of a receiver that may have done its work.
    *:502 | *:504) outcome=lost ;;
    *:401 | *:407 | *:429 | *:5??) outcome=later ;;
    *:3?? | *:4??) outcome=refused ;;
    *) if [[ $connected =~ ^[0.]+$ ]]; then outcome=later; else outcome=lost; fi ;;
    esac
}

# Counts and holds a call that goes no further in this start.
leave() {
    printf -v "$1" %d $((${!1} + 1))
    for order in "${orders[@]}"; do held[":$order"]=$key; done
    say "$where: $2, call $key"
}
send_call() {
    local attempt exit_code code connected wait judged outcome doubt='' pauses=("${with[pause]}")
    case ${fate[$key]-} in begun | lost) doubt=lost ;; esac
    for ((attempt = 1; ; attempt++)); do
        go_on
        : >"$answer" || stop 75 "$answer cannot be written"
        record begun -
        read -r exit_code code connected wait judged <<<"$(call)"
        [[ $code =~ ^[0-9]{3}$ ]] ||
            { record "${doubt:-later}" - && go_on && stop 78 "curl does not start: look at $options"; }
        judge_call
        case $outcome in
        accepted | refused)
            record "$outcome" "$code" && failing='' unanswered=0
            [ "$outcome" = refused ] || { accepted=$((accepted + 1)) && return; }
            shielded mv -f "$answer" "$state/$store.answers/$key"
            leave refused "refused with $code" && return ;;
        lost) doubt=lost ;;
        esac
        record "${doubt:-later}" "$code until=$((EPOCHSECONDS + wait))"
        case $code in 401 | 407) stop 65 "$where: the credentials are not accepted ($code)" ;; esac
        if [ "$outcome" = lost ] && [ -z "${with[retry-unknown]-}" ]; then
            leave lost "no known answer ($code, curl $exit_code)" && unanswered=$((unanswered + 1))
            [ $unanswered -ge 3 ] && stop 65 "three answers in a row were lost" || return 0
        fi
        if [ "$wait" -gt "${with[longest-pause]}" ] || [ "$attempt" -ge "${with[attempts]}" ] || [ -n "$failing" ]; then
            # What keeps one call from being done need not keep the others, but nobody waits for each of them as long.
            leave later "not done ($code, curl $exit_code)" && failing=yes
            [ "$wait" -le "${with[longest-pause]}" ] || stop 75 "the receiver asks for a pause of $wait s"
            case $code in 429 | 503) stop 75 "the receiver has no time" ;; esac
            [[ ! $connected =~ ^[0.]+$ ]] || stop 75 "the receiver cannot be reached"
            return
        fi
        rest "${pauses[@]}" "$wait"
        pauses+=("${pauses[@]}")
    done
}

state=$(realpath "$updates").sent
journal=$state/$store.calls answer=$state/$store.answer
if [ -z "${with[dry-run]-}" ]; then
    { mkdir -p "$state/$store.answers" && exec 9>>"$journal" && sync "$state/.." "$state"; } || stop 75 "no journal"
    flock --nonblock 9 || stop 75 "another start is at work"
    # A line that a power failure cut must not run into the next one.
    [ -z "$(tail --bytes=1 "$journal")" ] || echo >&9
fi
if [ -f "$journal" ]; then
    while read -r _ word key _ until; do
        [[ $word =~ ^(begun|lost|later|refused|accepted)$ && $key =~ ^[0-9a-f]{32}$ ]] || continue
        fate[$key]=$word
        [[ ! $until =~ ^until=([0-9]+)$ ]] || not_before=${BASH_REMATCH[1]}
    done <"$journal"
    [ "${not_before:-0}" -le $EPOCHSECONDS ] || stop 75 "the receiver asked for $((not_before - EPOCHSECONDS)) s more"
fi
calls=$(list_calls) || stop 65 "a requests.jsonl cannot be read; nothing was sent"
while IFS=$'\x1f' read -r file key method path query type name; do
    if [ -z "$key" ] || [ "${fate[$key]-}" = accepted ]; then continue; fi
    body=${file%/*}/$name where=${file%/*} where=${where##*/}/$name
    if [ -n "$path" ]; then url=${base%/}$path; else url=$base; fi
    if [[ $url == *\?* ]]; then url+=${query:+&$query}; else url+=${query:+?$query}; fi
    [ -r "$body" ] || stop 65 "$where: the body is missing"
    mapfile -t orders < <(orders_of_call) && earlier=''
    for order in "${orders[@]}"; do earlier=${held[":$order"]-$earlier}; done
    if [ -n "$earlier" ]; then
        leave held_back "held back, its order waits for call $earlier"
    elif [ "${fate[$key]-}" = refused ] && [ -z "${with[again]-}" ]; then
        leave refused "was refused"
    elif [[ ${fate[$key]-} =~ ^(begun|lost)$ && -z ${with[retry-unknown]-} ]]; then
        leave lost "no known answer"
    elif [ -n "${with[dry-run]-}" ]; then
        echo "$store: $where would be sent, call $key"
    else send_call; fi
done <<<"$calls"
finish $((later > 0 ? 75 : 0))
