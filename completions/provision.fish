# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_provision_global_optspecs
    string join \n stage= region= workflow-region= replica-region= profile= endpoint-url= local config= output= q/quiet y/yes no-input color= h/help V/version
end

function __fish_provision_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_provision_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_provision_using_subcommand
    set -l cmd (__fish_provision_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c provision -n "__fish_provision_needs_command" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_needs_command" -l region -d 'Home region; given alone, everything goes into it' -r
complete -c provision -n "__fish_provision_needs_command" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_needs_command" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_needs_command" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_needs_command" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_needs_command" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_needs_command" -l output -d 'Form of the result on standard output' -r -f -a "table\t'For people'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_needs_command" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_needs_command" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_needs_command" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_needs_command" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_needs_command" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_needs_command" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_needs_command" -f -a "completion" -d 'Print the completion script of a shell'
complete -c provision -n "__fish_provision_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand completion" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand completion" -l region -d 'Home region; given alone, everything goes into it' -r
complete -c provision -n "__fish_provision_using_subcommand completion" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand completion" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand completion" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand completion" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand completion" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand completion" -l output -d 'Form of the result on standard output' -r -f -a "table\t'For people'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand completion" -l color -d 'When to use colour; NO_COLOR is honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand completion" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand completion" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand completion" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand completion" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand completion" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand completion" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from completion help" -f -a "completion" -d 'Print the completion script of a shell'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from completion help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
