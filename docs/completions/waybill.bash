#!/bin/bash

__waybill_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__waybill_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__waybill_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__waybill_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_waybill() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __waybill_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    init|run|orders|shipments|convert|check|explain|channels|labels|carriers|services|schema|ledger|purge|plan|merge|report|help)
        # Offer subcommand argument completions
        "_waybill_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'init run orders shipments convert check explain channels labels carriers services schema ledger purge plan merge report help' -- "${cur}"))
        ;;
    esac
}

_waybill_init() {
    repeating_flags=()
    non_repeating_flags=(--quiet -q --version -h --help)
    repeating_options=(--store)
    non_repeating_options=()
    __waybill_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--store')
        __waybill_add_completions -W 'my-shop=custom-store'$'\n''my-shop=geekseller'$'\n''my-shop=web-shop-manager'$'\n''my-shop=sears'$'\n''my-shop=americommerce'$'\n''my-shop=inksoft'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __waybill_add_completions -f
        return
        ;;
    esac
}

_waybill_run() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --json --quiet -q --verbose -v --no-progress --version -h --help)
    repeating_options=()
    non_repeating_options=(--as-of --lineage --threads --manifest --shard)
    __waybill_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--as-of')
        return
        ;;
    '--lineage')
        __waybill_add_completions -f
        return
        ;;
    '--threads')
        return
        ;;
    '--manifest')
        return
        ;;
    '--shard')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __waybill_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    esac
}

_waybill_orders() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --json --quiet -q --verbose -v --no-progress --version -h --help)
    repeating_options=()
    non_repeating_options=(--as-of --lineage --threads)
    __waybill_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--as-of')
        return
        ;;
    '--lineage')
        __waybill_add_completions -f
        return
        ;;
    '--threads')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __waybill_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    esac
}

_waybill_shipments() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --json --quiet -q --verbose -v --no-progress --version -h --help)
    repeating_options=()
    non_repeating_options=(--as-of --lineage --threads)
    __waybill_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--as-of')
        return
        ;;
    '--lineage')
        __waybill_add_completions -f
        return
        ;;
    '--threads')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __waybill_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    esac
}

_waybill_convert() {
    repeating_flags=()
    non_repeating_flags=(--quiet -q --verbose -v --no-progress --version -h --help)
    repeating_options=()
    non_repeating_options=(--to --rejects --channel --labels --job --store --currency --time-zone --statuses --unknown-status --columns --window --encoding --as-of --threads)
    __waybill_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--to')
        __waybill_add_completions -W 'jsonl'$'\n''csv'$'\n''lines'
        return
        ;;
    '--rejects')
        __waybill_add_completions -f
        return
        ;;
    '--channel')
        return
        ;;
    '--labels')
        return
        ;;
    '--job')
        __waybill_add_completions -f
        return
        ;;
    '--store')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--statuses')
        return
        ;;
    '--unknown-status')
        return
        ;;
    '--columns')
        return
        ;;
    '--window')
        return
        ;;
    '--encoding')
        return
        ;;
    '--as-of')
        return
        ;;
    '--threads')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __waybill_add_completions -f
        return
        ;;
    esac
}

_waybill_check() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-progress --version -h --help)
    repeating_options=()
    non_repeating_options=(--channel --labels --job --store --currency --time-zone --statuses --unknown-status --columns --window --encoding --as-of)
    __waybill_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--channel')
        return
        ;;
    '--labels')
        return
        ;;
    '--job')
        __waybill_add_completions -f
        return
        ;;
    '--store')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--statuses')
        return
        ;;
    '--unknown-status')
        return
        ;;
    '--columns')
        return
        ;;
    '--window')
        return
        ;;
    '--encoding')
        return
        ;;
    '--as-of')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __waybill_add_completions -f
        return
        ;;
    esac
}

_waybill_explain() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __waybill_offer_flags_options -1

    # Offer positional completions
    case "${positional_number}" in
    *)
        __waybill_add_completions -W 'order_number_missing'$'\n''number_mangled'$'\n''ship_to_missing'$'\n''country_unknown'$'\n''postal_code_unreadable'$'\n''status_missing'$'\n''status_unknown'$'\n''date_unreadable'$'\n''amount_unreadable'$'\n''amount_precision'$'\n''quantity_missing'$'\n''quantity_unreadable'$'\n''reference_unknown'$'\n''currency_unknown'$'\n''row_shifted'$'\n''invalid_bytes'$'\n''status_excluded'$'\n''too_old'$'\n''quote_excluded'$'\n''ships_nothing'$'\n''not_selected'$'\n''pickup_order'$'\n''no_orders'$'\n''page_of_several'$'\n''column_unread'$'\n''total_mismatch'$'\n''status_assumed'$'\n''country_normalized'$'\n''weight_unit_unknown'$'\n''weight_unreadable'$'\n''quantity_fractional'$'\n''adjustment_assumed'$'\n''discount_inexact'$'\n''boolean_unreadable'$'\n''field_repeated'$'\n''zip_padded'$'\n''number_trimmed'$'\n''lines_missing'$'\n''line_status_unknown'$'\n''reference_repeated'$'\n''card_number_masked'$'\n''ship_to_differs'$'\n''option_incomplete'$'\n''duplicate'$'\n''control_character_dropped'$'\n''markup_dropped'$'\n''row_too_long'$'\n''row_too_short'$'\n''line_repeated'$'\n''row_differs'$'\n''order_reference_missing'$'\n''order_reference_ambiguous'$'\n''label_missing'$'\n''test_label'$'\n''tracking_mangled'$'\n''reference_mangled'$'\n''flag_unreadable'$'\n''over_shipped'$'\n''order_not_found'$'\n''ambiguous_order'$'\n''store_unknown'$'\n''order_cancelled'$'\n''announced_by_suffix'$'\n''tracking_later'$'\n''void_doubtful'$'\n''refund_refused'$'\n''items_unknown'$'\n''id_not_numeric'$'\n''tracking_missing'$'\n''id_too_long'$'\n''quantity_not_expressible'$'\n''cost_not_expressible'$'\n''ship_date_missing'$'\n''line_reference_missing'$'\n''channel_data_missing'$'\n''status_not_ready'$'\n''joined_by_suffix'$'\n''item_not_in_order'$'\n''items_unreadable'$'\n''cost_negative'$'\n''currency_differs'$'\n''tracking_from_reference'$'\n''reference_doubtful'$'\n''packages_share_tracking'$'\n''sequence_unreadable'$'\n''tracking_status_unknown'$'\n''carrier_unknown'$'\n''service_unknown'$'\n''text_truncated'$'\n''cost_rounded'$'\n''remainder_cancelled'$'\n''storefront_unknown'$'\n''buyer_mail_owed'$'\n''malformed'$'\n''truncated'$'\n''empty'$'\n''not_an_export'$'\n''export_error'$'\n''doctype_refused'$'\n''invalid_encoding'$'\n''too_deep'$'\n''field_too_long'$'\n''record_too_long'$'\n''too_many_records'$'\n''expansion_limit'$'\n''compression_damaged'$'\n''column_missing'$'\n''rows_apart'$'\n''reference_late'$'\n''read_failed'$'\n''0'$'\n''64'$'\n''65'$'\n''66'$'\n''70'$'\n''73'$'\n''74'$'\n''75'$'\n''78'
        return
        ;;
    esac
}

_waybill_channels() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __waybill_offer_flags_options 0
}

_waybill_labels() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __waybill_offer_flags_options 0
}

_waybill_carriers() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __waybill_offer_flags_options 0
}

_waybill_services() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __waybill_offer_flags_options 0
}

_waybill_schema() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __waybill_offer_flags_options 1

    # Offer positional completions
    case "${positional_number}" in
    1)
        __waybill_add_completions -W 'order'$'\n''shipment'$'\n''pending'$'\n''reject'$'\n''reason'$'\n''request'$'\n''report'$'\n''job'
        return
        ;;
    esac
}

_waybill_ledger() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __waybill_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|compact)
        # Offer subcommand argument completions
        "_waybill_ledger_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list compact' -- "${cur}"))
        ;;
    esac
}

_waybill_ledger_list() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __waybill_offer_flags_options 1

    # Offer positional completions
    case "${positional_number}" in
    1)
        __waybill_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    esac
}

_waybill_ledger_compact() {
    repeating_flags=()
    non_repeating_flags=(--accept-loss --json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __waybill_offer_flags_options 1

    # Offer positional completions
    case "${positional_number}" in
    1)
        __waybill_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    esac
}

_waybill_purge() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --json --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--older-than --as-of)
    __waybill_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--older-than')
        return
        ;;
    '--as-of')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __waybill_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    esac
}

_waybill_plan() {
    repeating_flags=()
    non_repeating_flags=(--quiet -q --verbose -v --no-progress --version -h --help)
    repeating_options=()
    non_repeating_options=(--shards --output --as-of)
    __waybill_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--shards')
        return
        ;;
    '--output')
        return
        ;;
    '--as-of')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __waybill_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    esac
}

_waybill_merge() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-progress --version -h --help)
    repeating_options=()
    non_repeating_options=(--job)
    __waybill_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--job')
        return
        ;;
    esac
}

_waybill_report() {
    repeating_flags=()
    non_repeating_flags=(--quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--last --output -o)
    __waybill_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--last')
        return
        ;;
    '--output'|'-o')
        __waybill_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __waybill_add_completions -f
        return
        ;;
    esac
}

_waybill_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __waybill_offer_flags_options -1
}

complete -o filenames -F _waybill waybill
