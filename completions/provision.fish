# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_provision_global_optspecs
    string join \n stage= region= workflow-region= replica-region= profile= endpoint-url= local config= output= v/verbose q/quiet y/yes no-input no-pager color= wide h/help V/version
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
complete -c provision -n "__fish_provision_needs_command" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_needs_command" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_needs_command" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_needs_command" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_needs_command" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_needs_command" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_needs_command" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_needs_command" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_needs_command" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_needs_command" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_needs_command" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_needs_command" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_needs_command" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_needs_command" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_needs_command" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_needs_command" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_needs_command" -f -a "deploy" -d 'Deploy systems: build, upload, create and update what has changed'
complete -c provision -n "__fish_provision_needs_command" -f -a "plan" -d 'Show what a deploy would do, resource by resource'
complete -c provision -n "__fish_provision_needs_command" -f -a "diff" -d 'Show what a deploy would do, resource by resource'
complete -c provision -n "__fish_provision_needs_command" -f -a "build" -d 'Build the functions of systems into a folder, for machines that have no sources'
complete -c provision -n "__fish_provision_needs_command" -f -a "doctor" -d 'Check what a stage needs: credentials, regions, tools, mail, quotas, and what its stacks have to say'
complete -c provision -n "__fish_provision_needs_command" -f -a "status" -d 'Show every stack in its region, table replicas, ages, and what is in progress or stuck'
complete -c provision -n "__fish_provision_needs_command" -f -a "list" -d 'Show every stack in its region, table replicas, ages, and what is in progress or stuck'
complete -c provision -n "__fish_provision_needs_command" -f -a "outputs" -d 'Print the outputs of the stacks that are deployed'
complete -c provision -n "__fish_provision_needs_command" -f -a "api" -d 'Print the OpenAPI document of a deployed API, for its clients'
complete -c provision -n "__fish_provision_needs_command" -f -a "teardown" -d 'Remove systems, in the reverse of the order in which they were deployed'
complete -c provision -n "__fish_provision_needs_command" -f -a "destroy" -d 'Remove systems, in the reverse of the order in which they were deployed'
complete -c provision -n "__fish_provision_needs_command" -f -a "validate" -d 'Check the project file and its templates without calling AWS'
complete -c provision -n "__fish_provision_needs_command" -f -a "completion" -d 'Print the completion script of a shell'
complete -c provision -n "__fish_provision_needs_command" -f -a "docs" -d 'Print a page of the documentation, or list the pages'
complete -c provision -n "__fish_provision_needs_command" -f -a "coffee" -d 'Order coffee ahead, look at orders and invoices, and collect'
complete -c provision -n "__fish_provision_needs_command" -f -a "mailbox" -d 'Create, look at, change and delete mailboxes of the deployed mailbox system'
complete -c provision -n "__fish_provision_needs_command" -f -a "order" -d 'Place cake orders, move them on and look at them'
complete -c provision -n "__fish_provision_needs_command" -f -a "shop" -d 'Work with users, items and orders of the deployed shop system, and prove that its services agree'
complete -c provision -n "__fish_provision_needs_command" -f -a "execution" -d 'Look at the executions of the deployed workflows, in every region'
complete -c provision -n "__fish_provision_needs_command" -f -a "local" -d 'Run, inspect and stop the emulator that replaces AWS on this machine'
complete -c provision -n "__fish_provision_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand deploy" -s p -l parameter -d 'Value for a stack\'s parameter, instead of the project file\'s; may be repeated' -r
complete -c provision -n "__fish_provision_using_subcommand deploy" -l artifacts -d 'Folder with artifacts that provision build wrote, to use instead of building' -r -F
complete -c provision -n "__fish_provision_using_subcommand deploy" -l role-arn -d 'Service role that CloudFormation uses for the stacks, instead of the stage\'s in the project file' -r
complete -c provision -n "__fish_provision_using_subcommand deploy" -l approve -d 'When to ask for an approval before the first change [default: broadening, or the stage\'s `approve`]' -r -f -a "never\t'Never'
broadening\t'Before access widens'
any\t'Before every deploy'"
complete -c provision -n "__fish_provision_using_subcommand deploy" -l skip-resource -d 'Skip a resource at which the rollback of its stack (UPDATE_ROLLBACK_FAILED) is stuck; may be repeated' -r
complete -c provision -n "__fish_provision_using_subcommand deploy" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand deploy" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand deploy" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand deploy" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand deploy" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand deploy" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand deploy" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand deploy" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand deploy" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand deploy" -l dry-run -d 'Show what would be done and change nothing; the same as provision plan'
complete -c provision -n "__fish_provision_using_subcommand deploy" -l allow-data-loss -d 'Allow changes that may lose data, such as replacing a table'
complete -c provision -n "__fish_provision_using_subcommand deploy" -l force -d 'Create change sets even where nothing has changed'
complete -c provision -n "__fish_provision_using_subcommand deploy" -l fail-fast -d 'Start nothing new after the first failure, instead of finishing what does not depend on it'
complete -c provision -n "__fish_provision_using_subcommand deploy" -l outputs -d 'List all outputs of the stacks at the end, not only addresses'
complete -c provision -n "__fish_provision_using_subcommand deploy" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand deploy" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand deploy" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand deploy" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand deploy" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand deploy" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand deploy" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand deploy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand deploy" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand plan" -s p -l parameter -d 'Value for a stack\'s parameter, instead of the project file\'s; may be repeated' -r
complete -c provision -n "__fish_provision_using_subcommand plan" -l artifacts -d 'Folder with artifacts that provision build wrote, to use instead of building' -r -F
complete -c provision -n "__fish_provision_using_subcommand plan" -l role-arn -d 'Service role that CloudFormation uses for the stacks, instead of the stage\'s in the project file' -r
complete -c provision -n "__fish_provision_using_subcommand plan" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand plan" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand plan" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand plan" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand plan" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand plan" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand plan" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand plan" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand plan" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand plan" -l all-regions -d 'Look for leftover stacks in every region of the account'
complete -c provision -n "__fish_provision_using_subcommand plan" -l fail -d 'Exit with 3 if there is something to do'
complete -c provision -n "__fish_provision_using_subcommand plan" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand plan" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand plan" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand plan" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand plan" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand plan" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand plan" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand plan" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand diff" -s p -l parameter -d 'Value for a stack\'s parameter, instead of the project file\'s; may be repeated' -r
complete -c provision -n "__fish_provision_using_subcommand diff" -l artifacts -d 'Folder with artifacts that provision build wrote, to use instead of building' -r -F
complete -c provision -n "__fish_provision_using_subcommand diff" -l role-arn -d 'Service role that CloudFormation uses for the stacks, instead of the stage\'s in the project file' -r
complete -c provision -n "__fish_provision_using_subcommand diff" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand diff" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand diff" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand diff" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand diff" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand diff" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand diff" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand diff" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand diff" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand diff" -l all-regions -d 'Look for leftover stacks in every region of the account'
complete -c provision -n "__fish_provision_using_subcommand diff" -l fail -d 'Exit with 3 if there is something to do'
complete -c provision -n "__fish_provision_using_subcommand diff" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand diff" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand diff" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand diff" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand diff" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand diff" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand diff" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand diff" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand build" -l out -d 'Folder to write into; other files in it are kept' -r -F
complete -c provision -n "__fish_provision_using_subcommand build" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand build" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand build" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand build" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand build" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand build" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand build" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand build" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand build" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand build" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand build" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand build" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand build" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand build" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand build" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand build" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand build" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand build" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand doctor" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand doctor" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand doctor" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand doctor" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand doctor" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand doctor" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand doctor" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand doctor" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand doctor" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand doctor" -l all-regions -d 'Look for leftover stacks in every region of the account'
complete -c provision -n "__fish_provision_using_subcommand doctor" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand doctor" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand doctor" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand doctor" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand doctor" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand doctor" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand doctor" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand doctor" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand status" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand status" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand status" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand status" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand status" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand status" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand status" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand status" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand status" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand status" -l all-regions -d 'Look for leftover stacks in every region of the account'
complete -c provision -n "__fish_provision_using_subcommand status" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand status" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand status" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand status" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand status" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand status" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand status" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand status" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand list" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand list" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand list" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand list" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand list" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand list" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand list" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand list" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand list" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand list" -l all-regions -d 'Look for leftover stacks in every region of the account'
complete -c provision -n "__fish_provision_using_subcommand list" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand list" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand list" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand list" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand list" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand list" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand list" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand list" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand outputs" -l format -d 'Form of the text; --output json is not affected' -r -f -a "table\t'A table'
env\t'Assignments for a shell, STACK_OUTPUT=\'value\''"
complete -c provision -n "__fish_provision_using_subcommand outputs" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand outputs" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand outputs" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand outputs" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand outputs" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand outputs" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand outputs" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand outputs" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand outputs" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand outputs" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand outputs" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand outputs" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand outputs" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand outputs" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand outputs" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand outputs" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand outputs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand outputs" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand api" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand api" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand api" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand api" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand api" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand api" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand api" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand api" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand api" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand api" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand api" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand api" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand api" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand api" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand api" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand api" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand api" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand api" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand teardown" -l confirm -d 'Answer the question for a system\'s name, for scripts; once for each system' -r
complete -c provision -n "__fish_provision_using_subcommand teardown" -l retain -d 'Leave a resource behind that the last deletion of its stack could not delete; may be repeated' -r
complete -c provision -n "__fish_provision_using_subcommand teardown" -l role-arn -d 'Service role that CloudFormation uses to delete the stacks, before the one that the project file gives the stage' -r
complete -c provision -n "__fish_provision_using_subcommand teardown" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand teardown" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand teardown" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand teardown" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand teardown" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand teardown" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand teardown" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand teardown" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand teardown" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand teardown" -l delete-data -d 'Delete tables and buckets with everything in them too'
complete -c provision -n "__fish_provision_using_subcommand teardown" -l force -d 'Lift protections against deletion'
complete -c provision -n "__fish_provision_using_subcommand teardown" -l force-delete -d 'Leave behind every resource that cannot be deleted, and list it'
complete -c provision -n "__fish_provision_using_subcommand teardown" -l leftovers -d 'Remove only stacks that the project file does not have any more; name a dropped system to remove its own'
complete -c provision -n "__fish_provision_using_subcommand teardown" -l all-regions -d 'Look for leftover stacks in every region of the account'
complete -c provision -n "__fish_provision_using_subcommand teardown" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand teardown" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand teardown" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand teardown" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand teardown" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand teardown" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand teardown" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand teardown" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand teardown" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand destroy" -l confirm -d 'Answer the question for a system\'s name, for scripts; once for each system' -r
complete -c provision -n "__fish_provision_using_subcommand destroy" -l retain -d 'Leave a resource behind that the last deletion of its stack could not delete; may be repeated' -r
complete -c provision -n "__fish_provision_using_subcommand destroy" -l role-arn -d 'Service role that CloudFormation uses to delete the stacks, before the one that the project file gives the stage' -r
complete -c provision -n "__fish_provision_using_subcommand destroy" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand destroy" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand destroy" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand destroy" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand destroy" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand destroy" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand destroy" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand destroy" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand destroy" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand destroy" -l delete-data -d 'Delete tables and buckets with everything in them too'
complete -c provision -n "__fish_provision_using_subcommand destroy" -l force -d 'Lift protections against deletion'
complete -c provision -n "__fish_provision_using_subcommand destroy" -l force-delete -d 'Leave behind every resource that cannot be deleted, and list it'
complete -c provision -n "__fish_provision_using_subcommand destroy" -l leftovers -d 'Remove only stacks that the project file does not have any more; name a dropped system to remove its own'
complete -c provision -n "__fish_provision_using_subcommand destroy" -l all-regions -d 'Look for leftover stacks in every region of the account'
complete -c provision -n "__fish_provision_using_subcommand destroy" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand destroy" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand destroy" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand destroy" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand destroy" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand destroy" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand destroy" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand destroy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand destroy" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand validate" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand validate" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand validate" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand validate" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand validate" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand validate" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand validate" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand validate" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand validate" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand validate" -l schema -d 'Print the JSON Schema of the project file instead'
complete -c provision -n "__fish_provision_using_subcommand validate" -l lint -d 'Check resource types and properties with cfn-lint as well'
complete -c provision -n "__fish_provision_using_subcommand validate" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand validate" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand validate" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand validate" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand validate" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand validate" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand validate" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand validate" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand completion" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand completion" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand completion" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand completion" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand completion" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand completion" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand completion" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand completion" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand completion" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand completion" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand completion" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand completion" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand completion" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand completion" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand completion" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand completion" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand completion" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand completion" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand docs" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand docs" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand docs" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand docs" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand docs" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand docs" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand docs" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand docs" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand docs" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand docs" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand docs" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand docs" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand docs" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand docs" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand docs" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand docs" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand docs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand docs" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -f -a "order" -d 'Place an order'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -f -a "get" -d 'Show the active order of an account with a vendor'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -f -a "list" -d 'List active orders'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -f -a "invoice" -d 'Show the newest invoice of an account from a vendor, or that of one order'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -f -a "collect" -d 'Record that the coffee was collected; the invoice is kept'
complete -c provision -n "__fish_provision_using_subcommand coffee; and not __fish_seen_subcommand_from order get list invoice collect help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l account -d 'Id of the account that orders' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l vendor -d 'Id of the vendor that makes the coffee' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l item -d 'What to order, and how many of it; may be repeated' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l id -d 'UUID of the order; the same order sent twice with it is placed once [default: a random one]' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l timeout -d 'How long to wait, such as 90s, 15m or 1h' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -s f -l follow -d 'Wait until the outcome is known, and show each step of the workflow'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from order" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l account -d 'Id of the account that orders' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l vendor -d 'Id of the vendor that makes the coffee' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l account -d 'List only those of this account' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l limit -d 'Most to list [default: 50]' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l next -d 'Continue where an earlier page ended, with the token that it showed' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l all -d 'List them all, page after page'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l account -d 'Id of the account that orders' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l vendor -d 'Id of the vendor that makes the coffee' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l id -d 'UUID of the order, or how it begins [default: the newest with an invoice]' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l out -d 'Write it to a file: as JSON when the name ends with .json, otherwise as a page' -r -F
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l open -d 'Open it as a page in the browser'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from invoice" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l account -d 'Id of the account that orders' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l vendor -d 'Id of the vendor that makes the coffee' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l id -d 'UUID of the order, or how it begins, so that no other one is collected [default: the active one]' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from collect" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from help" -f -a "order" -d 'Place an order'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from help" -f -a "get" -d 'Show the active order of an account with a vendor'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from help" -f -a "list" -d 'List active orders'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from help" -f -a "invoice" -d 'Show the newest invoice of an account from a vendor, or that of one order'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from help" -f -a "collect" -d 'Record that the coffee was collected; the invoice is kept'
complete -c provision -n "__fish_provision_using_subcommand coffee; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -f -a "create" -d 'Request a new mailbox'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -f -a "get" -d 'Show one mailbox'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -f -a "list" -d 'List mailboxes'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -f -a "update" -d 'Change a mailbox and provision it again'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -f -a "delete" -d 'Delete a mailbox, after its contact has agreed where it has one'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -f -a "approve" -d 'Agree to the deletion of a mailbox in its contact\'s place'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -f -a "deny" -d 'Refuse the deletion of a mailbox in its contact\'s place'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and not __fish_seen_subcommand_from create get list update delete approve deny help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l username -d 'Part of the address before the @' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l domain -d 'Part of the address after the @' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l contact -d 'E-mail address of the person who must agree before the mailbox is deleted' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l id -d 'UUID of the new mailbox; the same request sent twice with it makes one mailbox [default: a random one]' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l timeout -d 'How long to wait, such as 90s, 15m or 1h' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -s f -l follow -d 'Wait until the outcome is known, and show each step of the workflow'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l limit -d 'Most to list [default: 50]' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l next -d 'Continue where an earlier page ended, with the token that it showed' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l status -d 'List only those with this status; every page is read for it' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l all -d 'List them all, page after page'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l username -d 'New part of the address before the @' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l domain -d 'New part of the address after the @' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l contact -d 'New e-mail address of the person who must agree before the mailbox is deleted' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l timeout -d 'How long to wait, such as 90s, 15m or 1h' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l no-contact -d 'Delete the mailbox without asking its contact'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -s f -l follow -d 'Wait until the outcome is known, and show each step of the workflow'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from update" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -l timeout -d 'How long to wait, such as 90s, 15m or 1h' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -s f -l follow -d 'Wait until the outcome is known, and show each step of the workflow'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from delete" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from approve" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from deny" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from help" -f -a "create" -d 'Request a new mailbox'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from help" -f -a "get" -d 'Show one mailbox'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from help" -f -a "list" -d 'List mailboxes'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from help" -f -a "update" -d 'Change a mailbox and provision it again'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete a mailbox, after its contact has agreed where it has one'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from help" -f -a "approve" -d 'Agree to the deletion of a mailbox in its contact\'s place'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from help" -f -a "deny" -d 'Refuse the deletion of a mailbox in its contact\'s place'
complete -c provision -n "__fish_provision_using_subcommand mailbox; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -f -a "place" -d 'Place an order, or many'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -f -a "fulfil" -d 'Say that the cakes of an order are made'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -f -a "fulfill" -d 'Say that the cakes of an order are made'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -f -a "deliver" -d 'Say that an order has arrived, and what the customer thinks of it'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -f -a "get" -d 'Show one order'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -f -a "list" -d 'List orders, newest first'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -f -a "redrive" -d 'Show dead letters, and move them back to their queues'
complete -c provision -n "__fish_provision_using_subcommand order; and not __fish_seen_subcommand_from place fulfil fulfill deliver get list redrive help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l name -d 'Name of the customer' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l address -d 'Where the cakes are to go' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l product -d 'Which cake' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l quantity -d 'How many of it' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l id -d 'UUID of the new order; the same request sent twice with it makes one order [default: a random one]' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l from -d 'Read orders from this file, or from standard input if it is -' -r -F
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l concurrency -d 'Most orders on their way at once' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l batch -d 'Name of this batch, such as its day: the same orders under another name are new ones' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l until -d 'The state to wait for' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l timeout -d 'How long to wait, such as 90s, 15m or 1h' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -s f -l follow -d 'Wait, and show each state as the order reaches it'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from place" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l fulfilment -d 'The cake maker\'s number for the finished cakes [default: one made of the order\'s id]' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l until -d 'The state to wait for' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l timeout -d 'How long to wait, such as 90s, 15m or 1h' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -s f -l follow -d 'Wait, and show each state as the order reaches it'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfil" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l fulfilment -d 'The cake maker\'s number for the finished cakes [default: one made of the order\'s id]' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l until -d 'The state to wait for' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l timeout -d 'How long to wait, such as 90s, 15m or 1h' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -s f -l follow -d 'Wait, and show each state as the order reaches it'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from fulfill" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l company -d 'The delivery company that brought the cakes' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l review -d 'What the customer thinks of it all' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l until -d 'The state to wait for' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l timeout -d 'How long to wait, such as 90s, 15m or 1h' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -s f -l follow -d 'Wait, and show each state as the order reaches it'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from deliver" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l until -d 'The state to wait for' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l timeout -d 'How long to wait, such as 90s, 15m or 1h' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -s f -l follow -d 'Wait, and show each state as the order reaches it'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l state -d 'List only those in this state' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l limit -d 'Most to list [default: 50]' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l next -d 'Continue where an earlier page ended, with the token that it showed' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l all -d 'List them all, page after page'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l queue -d 'Only the messages of this queue [default: all]' -r -f -a "delivery\t'Orders that the delivery company is to be notified of'
review\t'Reviews that customer service is to be notified of'
event\t'Changes of orders that are to be announced again'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l limit -d 'Most messages of a queue to show; all are put back' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l dry-run -d 'Show the messages and leave them where they are'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from redrive" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from help" -f -a "place" -d 'Place an order, or many'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from help" -f -a "fulfil" -d 'Say that the cakes of an order are made'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from help" -f -a "deliver" -d 'Say that an order has arrived, and what the customer thinks of it'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from help" -f -a "get" -d 'Show one order'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from help" -f -a "list" -d 'List orders, newest first'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from help" -f -a "redrive" -d 'Show dead letters, and move them back to their queues'
complete -c provision -n "__fish_provision_using_subcommand order; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -f -a "user" -d 'Create, fund and look at users, who pay from their credit'
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -f -a "item" -d 'Create items, change their stock and look at them'
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -f -a "order" -d 'Fill orders, check them out and look at them'
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -f -a "audit" -d 'Prove that stock, payments and orders agree'
complete -c provision -n "__fish_provision_using_subcommand shop; and not __fish_seen_subcommand_from user item order audit help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -f -a "create" -d 'Create a user'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -f -a "fund" -d 'Add to a user\'s credit'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -f -a "pay" -d 'Take from a user\'s credit, without an order'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -f -a "get" -d 'Show a user\'s credit'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -f -a "list" -d 'List users with their credit'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from user" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -f -a "create" -d 'Create an item with its price'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -f -a "add" -d 'Add pieces to an item\'s stock'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -f -a "subtract" -d 'Take pieces out of an item\'s stock, without an order'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -f -a "get" -d 'Show an item\'s stock and price'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -f -a "list" -d 'List items with their price and stock'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from item" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -f -a "create" -d 'Create an empty order of a user'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -f -a "add" -d 'Add pieces of an item to an order'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -f -a "remove" -d 'Remove pieces of an item from an order'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -f -a "get" -d 'Show an order'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -f -a "list" -d 'List orders with their state and cost'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -f -a "delete" -d 'Delete an order that is not paid'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -f -a "checkout" -d 'Check an order out: take its goods from the stock and their price from its user\'s credit, or neither'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from order" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from audit" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from help" -f -a "user" -d 'Create, fund and look at users, who pay from their credit'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from help" -f -a "item" -d 'Create items, change their stock and look at them'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from help" -f -a "order" -d 'Fill orders, check them out and look at them'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from help" -f -a "audit" -d 'Prove that stock, payments and orders agree'
complete -c provision -n "__fish_provision_using_subcommand shop; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -f -a "list" -d 'List executions, newest first'
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -f -a "show" -d 'Show one execution: its states, attempts, waits and errors'
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -f -a "tail" -d 'Follow executions until they end: states, attempts, waits and errors as they happen'
complete -c provision -n "__fish_provision_using_subcommand execution; and not __fish_seen_subcommand_from list show tail help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l status -d 'Only those with this status' -r -f -a "running\t'Still at work'
succeeded\t'Ended well'
failed\t'Ended with an error'
timed-out\t'Ended by its own time limit'
aborted\t'Stopped on request'"
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l limit -d 'Most executions to list' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -l logs -d 'Show the last log lines of the function that failed'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -l stage -d 'Stage to work on: one of those the project file lists' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -l workflow-region -d 'Region in which the workflows run [default: the home region if --region is given, else the project file\'s]' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -l replica-region -d 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -l profile -d 'Named profile of the AWS configuration files' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -l endpoint-url -d 'Address that stands in for every AWS service' -r
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -l config -d 'Project file [default: provision.yaml here or in a folder above, else the one built in]' -r -F
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -l logs -d 'Show the last log lines of a function that failed even where the execution got over it'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -l local -d 'Work on this machine\'s emulator instead of AWS; it is started when needed'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from tail" -s V -l version -d 'Print version'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from help" -f -a "list" -d 'List executions, newest first'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one execution: its states, attempts, waits and errors'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from help" -f -a "tail" -d 'Follow executions until they end: states, attempts, waits and errors as they happen'
complete -c provision -n "__fish_provision_using_subcommand execution; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -f -a "up" -d 'Install the emulator if needed, start it and wait until it answers'
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -f -a "down" -d 'Stop the emulator; it saves its state first'
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -f -a "status" -d 'Show whether the emulator runs, and where'
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -f -a "env" -d 'Print the variables with which other AWS tools talk to the emulator'
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -f -a "reset" -d 'Delete everything the emulator holds; it keeps running'
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -f -a "mail" -d 'List the mails that were sent through the emulator, or show one'
complete -c provision -n "__fish_provision_using_subcommand local; and not __fish_seen_subcommand_from up down status env reset mail help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from up" -l port -d 'Port on 127.0.0.1 [default: the one of last time if it is free, else any free one]' -r
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from up" -l function-processes -d 'Processes that functions may have at once [default: PROVISION_FUNCTION_PROCESSES, else 4 for each core]' -r
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from up" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from up" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from up" -l auth -d 'Check permissions as AWS does: signatures, users\' policies and functions\' roles'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from up" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from up" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from up" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from up" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from up" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from up" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from up" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from down" -l wait -d 'How long it may take to end before it is ended by force, which may lose the changes of its last second' -r
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from down" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from down" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from down" -l delete-state -d 'Delete what the emulator holds, too'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from down" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from down" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from down" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from down" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from down" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from down" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from down" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from status" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from status" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from status" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from status" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from status" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from env" -l shell -d 'Shell whose words to use' -r -f -a "sh\t'bash, zsh and other POSIX shells'
fish\t'fish'
powershell\t'PowerShell'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from env" -l region -d 'Home region; given alone, everything is deployed to it' -r
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from env" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from env" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from env" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from env" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from env" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from env" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from env" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from env" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from env" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from reset" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from reset" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from reset" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from reset" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from reset" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from reset" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from mail" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from mail" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from mail" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from mail" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from mail" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from mail" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from mail" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from mail" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from mail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from mail" -f -a "show" -d 'Show one mail: its text and its links'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from mail" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -l output -d 'Form of the result on standard output' -r -f -a "table\t'Text and tables for reading'
json\t'For programs: one JSON document, or one JSON object a line where events come as they happen'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set'
always\t'Always'
never\t'Never'"
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -s v -l verbose -d 'Say on standard error what is done; twice, each call of AWS with its duration and request id too'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -s q -l quiet -d 'Print no progress and no notes, only the result and errors'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -s y -l yes -d 'Answer yes to questions; lifts no protection'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -l no-input -d 'Never ask; a question that is left open is an error'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -l no-pager -d 'Print long results straight to the terminal instead of through the pager (PAGER)'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -l wide -d 'Show every column of a table, even if its lines are wider than the terminal'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -f -a "up" -d 'Install the emulator if needed, start it and wait until it answers'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -f -a "down" -d 'Stop the emulator; it saves its state first'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show whether the emulator runs, and where'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -f -a "env" -d 'Print the variables with which other AWS tools talk to the emulator'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -f -a "reset" -d 'Delete everything the emulator holds; it keeps running'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -f -a "mail" -d 'List the mails that were sent through the emulator, or show one'
complete -c provision -n "__fish_provision_using_subcommand local; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "deploy" -d 'Deploy systems: build, upload, create and update what has changed'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "plan" -d 'Show what a deploy would do, resource by resource'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "build" -d 'Build the functions of systems into a folder, for machines that have no sources'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "doctor" -d 'Check what a stage needs: credentials, regions, tools, mail, quotas, and what its stacks have to say'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "status" -d 'Show every stack in its region, table replicas, ages, and what is in progress or stuck'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "outputs" -d 'Print the outputs of the stacks that are deployed'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "api" -d 'Print the OpenAPI document of a deployed API, for its clients'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "teardown" -d 'Remove systems, in the reverse of the order in which they were deployed'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "validate" -d 'Check the project file and its templates without calling AWS'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "completion" -d 'Print the completion script of a shell'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "docs" -d 'Print a page of the documentation, or list the pages'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "coffee" -d 'Order coffee ahead, look at orders and invoices, and collect'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "mailbox" -d 'Create, look at, change and delete mailboxes of the deployed mailbox system'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "order" -d 'Place cake orders, move them on and look at them'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "shop" -d 'Work with users, items and orders of the deployed shop system, and prove that its services agree'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "execution" -d 'Look at the executions of the deployed workflows, in every region'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "local" -d 'Run, inspect and stop the emulator that replaces AWS on this machine'
complete -c provision -n "__fish_provision_using_subcommand help; and not __fish_seen_subcommand_from deploy plan build doctor status outputs api teardown validate completion docs coffee mailbox order shop execution local help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from coffee" -f -a "order" -d 'Place an order'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from coffee" -f -a "get" -d 'Show the active order of an account with a vendor'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from coffee" -f -a "list" -d 'List active orders'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from coffee" -f -a "invoice" -d 'Show the newest invoice of an account from a vendor, or that of one order'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from coffee" -f -a "collect" -d 'Record that the coffee was collected; the invoice is kept'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from mailbox" -f -a "create" -d 'Request a new mailbox'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from mailbox" -f -a "get" -d 'Show one mailbox'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from mailbox" -f -a "list" -d 'List mailboxes'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from mailbox" -f -a "update" -d 'Change a mailbox and provision it again'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from mailbox" -f -a "delete" -d 'Delete a mailbox, after its contact has agreed where it has one'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from mailbox" -f -a "approve" -d 'Agree to the deletion of a mailbox in its contact\'s place'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from mailbox" -f -a "deny" -d 'Refuse the deletion of a mailbox in its contact\'s place'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from order" -f -a "place" -d 'Place an order, or many'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from order" -f -a "fulfil" -d 'Say that the cakes of an order are made'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from order" -f -a "deliver" -d 'Say that an order has arrived, and what the customer thinks of it'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from order" -f -a "get" -d 'Show one order'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from order" -f -a "list" -d 'List orders, newest first'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from order" -f -a "redrive" -d 'Show dead letters, and move them back to their queues'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from shop" -f -a "user" -d 'Create, fund and look at users, who pay from their credit'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from shop" -f -a "item" -d 'Create items, change their stock and look at them'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from shop" -f -a "order" -d 'Fill orders, check them out and look at them'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from shop" -f -a "audit" -d 'Prove that stock, payments and orders agree'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from execution" -f -a "list" -d 'List executions, newest first'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from execution" -f -a "show" -d 'Show one execution: its states, attempts, waits and errors'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from execution" -f -a "tail" -d 'Follow executions until they end: states, attempts, waits and errors as they happen'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from local" -f -a "up" -d 'Install the emulator if needed, start it and wait until it answers'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from local" -f -a "down" -d 'Stop the emulator; it saves its state first'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from local" -f -a "status" -d 'Show whether the emulator runs, and where'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from local" -f -a "env" -d 'Print the variables with which other AWS tools talk to the emulator'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from local" -f -a "reset" -d 'Delete everything the emulator holds; it keeps running'
complete -c provision -n "__fish_provision_using_subcommand help; and __fish_seen_subcommand_from local" -f -a "mail" -d 'List the mails that were sent through the emulator, or show one'
