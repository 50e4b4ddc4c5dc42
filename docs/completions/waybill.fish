function __waybill_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __waybill_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __waybill_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __waybill_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __waybill_parse_tokens -S
    set -l unparsed_tokens (__waybill_tokens -pc)
    switch $unparsed_tokens[1]
    case 'waybill'
        __waybill_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'init'
            __waybill_parse_subcommand 1 'store=+' 'q/quiet' 'version' 'h/help'
        case 'run'
            __waybill_parse_subcommand 1 'as-of=' 'dry-run' 'json' 'lineage=' 'threads=' 'q/quiet' 'v/verbose' 'no-progress' 'manifest=' 'shard=' 'version' 'h/help'
        case 'orders'
            __waybill_parse_subcommand 1 'as-of=' 'dry-run' 'json' 'lineage=' 'threads=' 'q/quiet' 'v/verbose' 'no-progress' 'version' 'h/help'
        case 'shipments'
            __waybill_parse_subcommand 1 'as-of=' 'dry-run' 'json' 'lineage=' 'threads=' 'q/quiet' 'v/verbose' 'no-progress' 'version' 'h/help'
        case 'convert'
            __waybill_parse_subcommand 1 'to=' 'rejects=' 'channel=' 'labels=' 'job=' 'store=' 'currency=' 'time-zone=' 'statuses=' 'unknown-status=' 'columns=' 'window=' 'encoding=' 'as-of=' 'threads=' 'q/quiet' 'v/verbose' 'no-progress' 'version' 'h/help'
        case 'check'
            __waybill_parse_subcommand 1 'json' 'channel=' 'labels=' 'job=' 'store=' 'currency=' 'time-zone=' 'statuses=' 'unknown-status=' 'columns=' 'window=' 'encoding=' 'as-of=' 'q/quiet' 'v/verbose' 'no-progress' 'version' 'h/help'
        case 'explain'
            __waybill_parse_subcommand -r 1 'json' 'version' 'h/help'
        case 'channels'
            __waybill_parse_subcommand 0 'json' 'version' 'h/help'
        case 'labels'
            __waybill_parse_subcommand 0 'json' 'version' 'h/help'
        case 'carriers'
            __waybill_parse_subcommand 0 'json' 'version' 'h/help'
        case 'services'
            __waybill_parse_subcommand 0 'json' 'version' 'h/help'
        case 'schema'
            __waybill_parse_subcommand 1 'json' 'version' 'h/help'
        case 'ledger'
            __waybill_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __waybill_parse_subcommand 1 'json' 'version' 'h/help'
            case 'compact'
                __waybill_parse_subcommand 1 'accept-loss' 'json' 'version' 'h/help'
            end
        case 'purge'
            __waybill_parse_subcommand 1 'older-than=' 'dry-run' 'as-of=' 'json' 'q/quiet' 'version' 'h/help'
        case 'plan'
            __waybill_parse_subcommand 1 'shards=' 'output=' 'as-of=' 'q/quiet' 'v/verbose' 'no-progress' 'version' 'h/help'
        case 'merge'
            __waybill_parse_subcommand 1 'job=' 'json' 'q/quiet' 'v/verbose' 'no-progress' 'version' 'h/help'
        case 'report'
            __waybill_parse_subcommand 1 'last=' 'o/output=' 'q/quiet' 'version' 'h/help'
        case 'help'
            __waybill_parse_subcommand -r 1 'version'
        end
    end
end

function __waybill_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __waybill_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __waybill_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __waybill_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__waybill_tokens -p)
    if test -z "$(__waybill_tokens -t)"
        set -l index (count (__waybill_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'waybill' -f
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'init' -d 'Write a commented job file to start with; nothing is asked, nothing is overwritten.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'run' -d 'Import orders, then announce shipments: what a timer calls.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'orders' -d 'Import orders only: the first half of run.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'shipments' -d 'Announce shipments only: the second half of run.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'convert' -d 'Convert one file to standard output: no folders, no ledger.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'check' -d 'Read everything, say what would happen, write nothing.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'explain' -d 'Explain a code of a reject, warning, reason or exit status, or list them all.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'channels' -d 'List what is supported: features of each channel and format, status words.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'labels' -d 'List the label systems: id, title, format, and how their files are recognised.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'carriers' -d 'List the carriers, and the names that label systems have for each.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'services' -d 'List the services that have a name for buyers, and the codes of each.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'schema' -d 'Print the JSON Schema of a file that Waybill writes or reads, or list them all.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'ledger' -d 'Look after the record of what was written and announced.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'purge' -d 'Remove personal data past its time from archive, outputs, rejects and quarantine.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'plan' -d 'Freeze the inputs of a job into a manifest of shards, for many machines or many days.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'merge' -d 'Decide and publish what the shards of a plan have read, as one run would have done.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'report' -d 'Make the page of a run\'s report again, or one of the last runs.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill init" -eq 1' -F
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill init"' -l 'store' -d 'A store and its channel; give one for each store.' -rfka 'my-shop=custom-store my-shop=geekseller my-shop=web-shop-manager my-shop=sears my-shop=americommerce my-shop=inksoft'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill init" q quiet' -l 'quiet' -s 'q' -d 'Do not name what was made.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill init" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill init" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill run" -eq 1' -fa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill run" as-of' -l 'as-of' -d 'Take this as the time of the run. A date alone is its midnight in UTC, which is the evening before in the Americas.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill run" dry-run' -l 'dry-run' -d 'Read and count everything, write nothing.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill run" json' -l 'json' -d 'Print the report on standard output.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill run" lineage' -l 'lineage' -d 'Append what was read and written to this file, as events of OpenLineage.' -rF
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill run" threads' -l 'threads' -d 'How many threads read one file of orders. (default: one per processor, 4 at most)' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill run" q quiet' -l 'quiet' -s 'q' -d 'Say only what stops the work.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill run" v verbose' -l 'verbose' -s 'v' -d 'Say everything: each finding, not the first 20 of each code.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill run" no-progress' -l 'no-progress' -d 'Draw no progress bar.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill run" manifest' -l 'manifest' -d 'Read a shard of this plan.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill run" shard' -l 'shard' -d 'The shard, counted from 0, and how many there are.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill run" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill run" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill orders" -eq 1' -fa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill orders" as-of' -l 'as-of' -d 'Take this as the time of the run. A date alone is its midnight in UTC, which is the evening before in the Americas.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill orders" dry-run' -l 'dry-run' -d 'Read and count everything, write nothing.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill orders" json' -l 'json' -d 'Print the report on standard output.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill orders" lineage' -l 'lineage' -d 'Append what was read and written to this file, as events of OpenLineage.' -rF
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill orders" threads' -l 'threads' -d 'How many threads read one file of orders. (default: one per processor, 4 at most)' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill orders" q quiet' -l 'quiet' -s 'q' -d 'Say only what stops the work.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill orders" v verbose' -l 'verbose' -s 'v' -d 'Say everything: each finding, not the first 20 of each code.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill orders" no-progress' -l 'no-progress' -d 'Draw no progress bar.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill orders" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill orders" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill shipments" -eq 1' -fa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill shipments" as-of' -l 'as-of' -d 'Take this as the time of the run. A date alone is its midnight in UTC, which is the evening before in the Americas.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill shipments" dry-run' -l 'dry-run' -d 'Read and count everything, write nothing.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill shipments" json' -l 'json' -d 'Print the report on standard output.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill shipments" lineage' -l 'lineage' -d 'Append what was read and written to this file, as events of OpenLineage.' -rF
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill shipments" threads' -l 'threads' -d 'How many threads read one file of orders. (default: one per processor, 4 at most)' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill shipments" q quiet' -l 'quiet' -s 'q' -d 'Say only what stops the work.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill shipments" v verbose' -l 'verbose' -s 'v' -d 'Say everything: each finding, not the first 20 of each code.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill shipments" no-progress' -l 'no-progress' -d 'Draw no progress bar.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill shipments" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill shipments" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill convert" -eq 1' -F
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" to' -l 'to' -d 'jsonl and csv have one order each, lines one line item.' -rfka 'jsonl csv lines'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" rejects' -l 'rejects' -d 'Write rejected records here, as JSON Lines.' -rF
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" channel' -l 'channel' -d 'The channel that exported the orders.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" labels' -l 'labels' -d 'The file has label results: auto, or the label system.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" job' -l 'job' -d 'Take the rules of a store of this job.' -rF
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" store' -l 'store' -d 'The store\'s id. (default: the channel\'s)' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" currency' -l 'currency' -d 'The currency of amounts when the file names none.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" time-zone' -l 'time-zone' -d 'The zone of times that name none. (default: UTC)' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" statuses' -l 'statuses' -d 'The shop\'s own status words, compared letter by letter.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" unknown-status' -l 'unknown-status' -d 'What becomes of an order in another status: reject, exclude or a status.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" columns' -l 'columns' -d 'What a table calls its columns, each behind our name for it.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" window' -l 'window' -d 'How many days old an order may be, or none for any age. (default: the channel\'s)' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" encoding' -l 'encoding' -d 'The encoding of tables and JSON. (default: UTF-8)' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" as-of' -l 'as-of' -d 'Take this as the time of the run. A date alone is its midnight in UTC, which is the evening before in the Americas.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" threads' -l 'threads' -d 'How many threads read one file of orders. (default: one per processor, 4 at most)' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" q quiet' -l 'quiet' -s 'q' -d 'Say only what stops the work.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" v verbose' -l 'verbose' -s 'v' -d 'Say everything: each finding, not the first 20 of each code.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" no-progress' -l 'no-progress' -d 'Draw no progress bar.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill convert" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill check" -eq 1' -F
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" json' -l 'json' -d 'Print the outcome as JSON.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" channel' -l 'channel' -d 'The channel that exported the orders.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" labels' -l 'labels' -d 'The file has label results: auto, or the label system.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" job' -l 'job' -d 'Take the rules of a store of this job.' -rF
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" store' -l 'store' -d 'The store\'s id. (default: the channel\'s)' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" currency' -l 'currency' -d 'The currency of amounts when the file names none.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" time-zone' -l 'time-zone' -d 'The zone of times that name none. (default: UTC)' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" statuses' -l 'statuses' -d 'The shop\'s own status words, compared letter by letter.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" unknown-status' -l 'unknown-status' -d 'What becomes of an order in another status: reject, exclude or a status.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" columns' -l 'columns' -d 'What a table calls its columns, each behind our name for it.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" window' -l 'window' -d 'How many days old an order may be, or none for any age. (default: the channel\'s)' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" encoding' -l 'encoding' -d 'The encoding of tables and JSON. (default: UTF-8)' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" as-of' -l 'as-of' -d 'Take this as the time of the run. A date alone is its midnight in UTC, which is the evening before in the Americas.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" q quiet' -l 'quiet' -s 'q' -d 'Say only what stops the work.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" v verbose' -l 'verbose' -s 'v' -d 'Say everything: each finding, not the first 20 of each code.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" no-progress' -l 'no-progress' -d 'Draw no progress bar.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill explain" -ge 1' -fka 'order_number_missing number_mangled ship_to_missing country_unknown postal_code_unreadable status_missing status_unknown date_unreadable amount_unreadable amount_precision quantity_missing quantity_unreadable reference_unknown currency_unknown row_shifted invalid_bytes status_excluded too_old quote_excluded ships_nothing not_selected pickup_order no_orders page_of_several column_unread total_mismatch status_assumed country_normalized weight_unit_unknown weight_unreadable quantity_fractional adjustment_assumed discount_inexact boolean_unreadable field_repeated zip_padded number_trimmed lines_missing line_status_unknown reference_repeated card_number_masked ship_to_differs option_incomplete duplicate control_character_dropped markup_dropped row_too_long row_too_short line_repeated row_differs order_reference_missing order_reference_ambiguous label_missing test_label tracking_mangled reference_mangled flag_unreadable over_shipped order_not_found ambiguous_order store_unknown order_cancelled announced_by_suffix tracking_later void_doubtful refund_refused items_unknown id_not_numeric tracking_missing id_too_long quantity_not_expressible cost_not_expressible ship_date_missing line_reference_missing channel_data_missing status_not_ready joined_by_suffix item_not_in_order items_unreadable cost_negative currency_differs tracking_from_reference reference_doubtful packages_share_tracking sequence_unreadable tracking_status_unknown carrier_unknown service_unknown text_truncated cost_rounded remainder_cancelled storefront_unknown buyer_mail_owed malformed truncated empty not_an_export export_error doctype_refused invalid_encoding too_deep field_too_long record_too_long too_many_records expansion_limit compression_damaged column_missing rows_apart reference_late read_failed 0 64 65 66 70 73 74 75 78'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill explain" json' -l 'json' -d 'Print JSON.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill explain" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill explain" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill channels" json' -l 'json' -d 'Print JSON.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill channels" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill channels" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill labels" json' -l 'json' -d 'Print JSON.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill labels" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill labels" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill carriers" json' -l 'json' -d 'Print JSON.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill carriers" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill carriers" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill services" json' -l 'json' -d 'Print JSON.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill services" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill services" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill schema" -eq 1' -fka 'order shipment pending reject reason request report job'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill schema" json' -l 'json' -d 'Print the list as JSON; a schema is JSON anyway.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill schema" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill schema" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill ledger" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill ledger" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill ledger" -eq 1' -fa 'list' -d 'List the inputs that the ledger remembers, with what became of them.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill ledger" -eq 1' -fa 'compact' -d 'Make one file of the ledger\'s many, with what of them still counts.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill ledger list" -eq 1' -fa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill ledger list" json' -l 'json' -d 'Print JSON.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill ledger list" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill ledger list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill ledger compact" -eq 1' -fa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill ledger compact" accept-loss' -l 'accept-loss' -d 'Forget entries that are lost or damaged; damaged ones are set aside.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill ledger compact" json' -l 'json' -d 'Print the outcome as JSON on standard output.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill ledger compact" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill ledger compact" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill purge" -eq 1' -fa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill purge" older-than' -l 'older-than' -d 'The age from which data is removed, in days or weeks.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill purge" dry-run' -l 'dry-run' -d 'Count everything, remove nothing.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill purge" as-of' -l 'as-of' -d 'Take this as the time of the purge.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill purge" json' -l 'json' -d 'Print the outcome as JSON on standard output.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill purge" q quiet' -l 'quiet' -s 'q' -d 'Say only what stops the work.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill purge" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill purge" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill plan" -eq 1' -fa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill plan" shards' -l 'shards' -d 'How many shards there are to be.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill plan" output' -l 'output' -d 'The manifest to write.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill plan" as-of' -l 'as-of' -d 'Take this as the time of the run. A date alone is its midnight in UTC, which is the evening before in the Americas.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill plan" q quiet' -l 'quiet' -s 'q' -d 'Say only what stops the work.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill plan" v verbose' -l 'verbose' -s 'v' -d 'Say everything: each finding, not the first 20 of each code.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill plan" no-progress' -l 'no-progress' -d 'Draw no progress bar.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill plan" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill plan" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill merge" job' -l 'job' -d 'The job file, where it lies elsewhere than it did for the plan.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill merge" json' -l 'json' -d 'Print the report on standard output.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill merge" q quiet' -l 'quiet' -s 'q' -d 'Say only what stops the work.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill merge" v verbose' -l 'verbose' -s 'v' -d 'Say everything: each finding, not the first 20 of each code.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill merge" no-progress' -l 'no-progress' -d 'Draw no progress bar.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill merge" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill merge" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_positional "waybill report" -eq 1' -F
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill report" last' -l 'last' -d 'How many runs a trend has; those that found nothing to do do not count.' -rfka ''
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill report" o output' -l 'output' -s 'o' -d 'Where the page goes; - is standard output.' -rF
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill report" q quiet' -l 'quiet' -s 'q' -d 'Say only what stops the work.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill report" version' -l 'version' -d 'Show the version.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill report" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'waybill' -n '__waybill_should_offer_completions_for_flags_or_options "waybill help" version' -l 'version' -d 'Show the version.'
