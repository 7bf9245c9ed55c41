
use builtin;
use str;

set edit:completion:arg-completer[provision] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'provision'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'provision'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand deploy 'Deploy systems: build, upload, create and update what has changed'
            cand plan 'Show what a deploy would do, resource by resource'
            cand build 'Build the functions of systems into a folder, for machines that have no sources'
            cand doctor 'Check what a stage needs: credentials, regions, tools, mail, quotas, and what its stacks have to say'
            cand status 'Show every stack in its region, table replicas, ages, and what is in progress or stuck'
            cand outputs 'Print the outputs of the stacks that are deployed'
            cand api 'Print the OpenAPI document of a deployed API, for its clients'
            cand teardown 'Remove systems, in the reverse of the order in which they were deployed'
            cand validate 'Check the project file and its templates without calling AWS'
            cand completion 'Print the completion script of a shell'
            cand coffee 'Order coffee ahead, look at orders and invoices, and collect'
            cand mailbox 'Create, look at, change and delete mailboxes of the deployed mailbox system'
            cand order 'Place cake orders, move them on and look at them'
            cand shop 'Work with users, items and orders of the deployed shop system, and prove that its services agree'
            cand execution 'Look at the executions of the deployed workflows, in every region'
            cand local 'Run, inspect and stop the emulator that replaces AWS on this machine'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;deploy'= {
            cand -p 'Value for a stack''s parameter, before what the project file says; may be repeated'
            cand --parameter 'Value for a stack''s parameter, before what the project file says; may be repeated'
            cand --artifacts 'Folder with artifacts that provision build wrote, to use instead of building'
            cand --role-arn 'Service role that CloudFormation uses for the stacks, before the one that the project file gives the stage'
            cand --skip-resource 'Leave a resource as it is at which the rollback of its stack (UPDATE_ROLLBACK_FAILED) got stuck; may be repeated'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --dry-run 'Show what would be done and change nothing; the same as provision plan'
            cand --allow-data-loss 'Let changes through that may lose data, such as replacing a table'
            cand --force 'Make change sets even where nothing has changed'
            cand --fail-fast 'Start nothing new after the first failure, instead of finishing what does not depend on it'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;plan'= {
            cand -p 'Value for a stack''s parameter, before what the project file says; may be repeated'
            cand --parameter 'Value for a stack''s parameter, before what the project file says; may be repeated'
            cand --artifacts 'Folder with artifacts that provision build wrote, to use instead of building'
            cand --role-arn 'Service role that CloudFormation uses for the stacks, before the one that the project file gives the stage'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --all-regions 'Look for leftover stacks in every region of the account'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;build'= {
            cand --out 'Folder to write into; other files in it are kept'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;doctor'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --all-regions 'Look for leftover stacks in every region of the account'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;status'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --all-regions 'Look for leftover stacks in every region of the account'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;outputs'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;api'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;teardown'= {
            cand --confirm 'Answer the question for a system''s name, for scripts; once for each system'
            cand --retain 'Leave a resource behind that the last deletion of its stack could not delete; may be repeated'
            cand --role-arn 'Service role that CloudFormation uses to delete the stacks, before the one that the project file gives the stage'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --delete-data 'Delete tables and buckets with everything in them too'
            cand --force 'Lift protections against deletion'
            cand --force-delete 'Leave behind every resource that cannot be deleted, and list it'
            cand --leftovers 'Remove only stacks that the project file does not have any more; name a dropped system to remove its own'
            cand --all-regions 'Look for leftover stacks in every region of the account'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;validate'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --schema 'Print the JSON Schema of the project file instead'
            cand --lint 'Check resource types and properties with cfn-lint as well'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;completion'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;coffee'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand order 'Place an order'
            cand get 'Show the active order of an account with a vendor'
            cand list 'List active orders'
            cand invoice 'Show the newest invoice of an account from a vendor, or that of one order'
            cand collect 'Record that the coffee was collected; the invoice is kept'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;coffee;order'= {
            cand --account 'Id of the account that orders'
            cand --vendor 'Id of the vendor that makes the coffee'
            cand --item 'What to order, and how many of it; may be repeated'
            cand --id 'UUID of the order; the same order sent twice with it is placed once [default: a random one]'
            cand --timeout 'How long to wait, such as 90s, 15m or 1h'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -f 'Wait until the outcome is known, and show each step of the workflow'
            cand --follow 'Wait until the outcome is known, and show each step of the workflow'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;coffee;get'= {
            cand --account 'Id of the account that orders'
            cand --vendor 'Id of the vendor that makes the coffee'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;coffee;list'= {
            cand --account 'List only those of this account'
            cand --limit 'Most to list [default: 50]'
            cand --next 'Continue where an earlier page ended, with the token that it showed'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --all 'List them all, page after page'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;coffee;invoice'= {
            cand --account 'Id of the account that orders'
            cand --vendor 'Id of the vendor that makes the coffee'
            cand --id 'UUID of the order, or how it begins [default: the newest with an invoice]'
            cand --out 'Write it to a file: as JSON when the name ends with .json, otherwise as a page'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --open 'Open it as a page in the browser'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;coffee;collect'= {
            cand --account 'Id of the account that orders'
            cand --vendor 'Id of the vendor that makes the coffee'
            cand --id 'UUID of the order, or how it begins, so that no other one is collected [default: the active one]'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;coffee;help'= {
            cand order 'Place an order'
            cand get 'Show the active order of an account with a vendor'
            cand list 'List active orders'
            cand invoice 'Show the newest invoice of an account from a vendor, or that of one order'
            cand collect 'Record that the coffee was collected; the invoice is kept'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;coffee;help;order'= {
        }
        &'provision;coffee;help;get'= {
        }
        &'provision;coffee;help;list'= {
        }
        &'provision;coffee;help;invoice'= {
        }
        &'provision;coffee;help;collect'= {
        }
        &'provision;coffee;help;help'= {
        }
        &'provision;mailbox'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand create 'Request a new mailbox'
            cand get 'Show one mailbox'
            cand list 'List mailboxes'
            cand update 'Change a mailbox and provision it again'
            cand delete 'Delete a mailbox, after its contact has agreed where it has one'
            cand approve 'Agree to the deletion of a mailbox in its contact''s place'
            cand deny 'Refuse the deletion of a mailbox in its contact''s place'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;mailbox;create'= {
            cand --username 'Part of the address before the @'
            cand --domain 'Part of the address after the @'
            cand --contact 'E-mail address of the person who must agree before the mailbox is deleted'
            cand --id 'UUID of the new mailbox; the same request sent twice with it makes one mailbox [default: a random one]'
            cand --timeout 'How long to wait, such as 90s, 15m or 1h'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -f 'Wait until the outcome is known, and show each step of the workflow'
            cand --follow 'Wait until the outcome is known, and show each step of the workflow'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;mailbox;get'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;mailbox;list'= {
            cand --limit 'Most to list [default: 50]'
            cand --next 'Continue where an earlier page ended, with the token that it showed'
            cand --status 'List only those with this status; every page is read for it'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --all 'List them all, page after page'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;mailbox;update'= {
            cand --username 'New part of the address before the @'
            cand --domain 'New part of the address after the @'
            cand --contact 'New e-mail address of the person who must agree before the mailbox is deleted'
            cand --timeout 'How long to wait, such as 90s, 15m or 1h'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --no-contact 'Delete the mailbox without asking its contact'
            cand -f 'Wait until the outcome is known, and show each step of the workflow'
            cand --follow 'Wait until the outcome is known, and show each step of the workflow'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;mailbox;delete'= {
            cand --timeout 'How long to wait, such as 90s, 15m or 1h'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -f 'Wait until the outcome is known, and show each step of the workflow'
            cand --follow 'Wait until the outcome is known, and show each step of the workflow'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;mailbox;approve'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;mailbox;deny'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;mailbox;help'= {
            cand create 'Request a new mailbox'
            cand get 'Show one mailbox'
            cand list 'List mailboxes'
            cand update 'Change a mailbox and provision it again'
            cand delete 'Delete a mailbox, after its contact has agreed where it has one'
            cand approve 'Agree to the deletion of a mailbox in its contact''s place'
            cand deny 'Refuse the deletion of a mailbox in its contact''s place'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;mailbox;help;create'= {
        }
        &'provision;mailbox;help;get'= {
        }
        &'provision;mailbox;help;list'= {
        }
        &'provision;mailbox;help;update'= {
        }
        &'provision;mailbox;help;delete'= {
        }
        &'provision;mailbox;help;approve'= {
        }
        &'provision;mailbox;help;deny'= {
        }
        &'provision;mailbox;help;help'= {
        }
        &'provision;order'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand place 'Place an order, or many'
            cand fulfil 'Say that the cakes of an order are made'
            cand fulfill 'Say that the cakes of an order are made'
            cand deliver 'Say that an order has arrived, and what the customer thinks of it'
            cand get 'Show one order'
            cand list 'List orders, newest first'
            cand redrive 'Show dead letters, and move them back to their queues'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;order;place'= {
            cand --name 'Name of the customer'
            cand --address 'Where the cakes are to go'
            cand --product 'Which cake'
            cand --quantity 'How many of it'
            cand --id 'UUID of the new order; the same request sent twice with it makes one order [default: a random one]'
            cand --from 'Read orders from this file, or from standard input if it is -'
            cand --concurrency 'Most orders on their way at once'
            cand --batch 'Name of this batch, such as its day: the same orders under another name are new ones'
            cand --until 'The state to wait for'
            cand --timeout 'How long to wait, such as 90s, 15m or 1h'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -f 'Wait, and show each state as the order reaches it'
            cand --follow 'Wait, and show each state as the order reaches it'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;order;fulfil'= {
            cand --fulfilment 'The cake maker''s number for the finished cakes [default: one made of the order''s id]'
            cand --until 'The state to wait for'
            cand --timeout 'How long to wait, such as 90s, 15m or 1h'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -f 'Wait, and show each state as the order reaches it'
            cand --follow 'Wait, and show each state as the order reaches it'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;order;fulfill'= {
            cand --fulfilment 'The cake maker''s number for the finished cakes [default: one made of the order''s id]'
            cand --until 'The state to wait for'
            cand --timeout 'How long to wait, such as 90s, 15m or 1h'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -f 'Wait, and show each state as the order reaches it'
            cand --follow 'Wait, and show each state as the order reaches it'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;order;deliver'= {
            cand --company 'The delivery company that brought the cakes'
            cand --review 'What the customer thinks of it all'
            cand --until 'The state to wait for'
            cand --timeout 'How long to wait, such as 90s, 15m or 1h'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -f 'Wait, and show each state as the order reaches it'
            cand --follow 'Wait, and show each state as the order reaches it'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;order;get'= {
            cand --until 'The state to wait for'
            cand --timeout 'How long to wait, such as 90s, 15m or 1h'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -f 'Wait, and show each state as the order reaches it'
            cand --follow 'Wait, and show each state as the order reaches it'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;order;list'= {
            cand --state 'List only those in this state'
            cand --limit 'Most to list [default: 50]'
            cand --next 'Continue where an earlier page ended, with the token that it showed'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --all 'List them all, page after page'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;order;redrive'= {
            cand --queue 'Only the messages of this queue [default: all]'
            cand --limit 'Most messages of a queue to show; all are put back'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --dry-run 'Show the messages and leave them where they are'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;order;help'= {
            cand place 'Place an order, or many'
            cand fulfil 'Say that the cakes of an order are made'
            cand deliver 'Say that an order has arrived, and what the customer thinks of it'
            cand get 'Show one order'
            cand list 'List orders, newest first'
            cand redrive 'Show dead letters, and move them back to their queues'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;order;help;place'= {
        }
        &'provision;order;help;fulfil'= {
        }
        &'provision;order;help;deliver'= {
        }
        &'provision;order;help;get'= {
        }
        &'provision;order;help;list'= {
        }
        &'provision;order;help;redrive'= {
        }
        &'provision;order;help;help'= {
        }
        &'provision;shop'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand user 'Create, fund and look at users, who pay from their credit'
            cand item 'Create items, change their stock and look at them'
            cand order 'Fill orders, check them out and look at them'
            cand audit 'Prove that stock, payments and orders agree'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;shop;user'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand create 'Create a user'
            cand fund 'Add to a user''s credit'
            cand pay 'Take from a user''s credit, without an order'
            cand get 'Show a user''s credit'
            cand list 'List users with their credit'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;shop;user;create'= {
            cand --credit 'Credit to begin with [default: none]'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;user;fund'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;user;pay'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;user;get'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;user;list'= {
            cand --limit 'Most to list [default: 50]'
            cand --next 'Continue where an earlier page ended, with the token that it showed'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --all 'List them all, page after page'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;user;help'= {
            cand create 'Create a user'
            cand fund 'Add to a user''s credit'
            cand pay 'Take from a user''s credit, without an order'
            cand get 'Show a user''s credit'
            cand list 'List users with their credit'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;shop;user;help;create'= {
        }
        &'provision;shop;user;help;fund'= {
        }
        &'provision;shop;user;help;pay'= {
        }
        &'provision;shop;user;help;get'= {
        }
        &'provision;shop;user;help;list'= {
        }
        &'provision;shop;user;help;help'= {
        }
        &'provision;shop;item'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand create 'Create an item with its price'
            cand add 'Add pieces to an item''s stock'
            cand subtract 'Take pieces out of an item''s stock, without an order'
            cand get 'Show an item''s stock and price'
            cand list 'List items with their price and stock'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;shop;item;create'= {
            cand --stock 'Pieces to begin with [default: none]'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;item;add'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;item;subtract'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;item;get'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;item;list'= {
            cand --limit 'Most to list [default: 50]'
            cand --next 'Continue where an earlier page ended, with the token that it showed'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --all 'List them all, page after page'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;item;help'= {
            cand create 'Create an item with its price'
            cand add 'Add pieces to an item''s stock'
            cand subtract 'Take pieces out of an item''s stock, without an order'
            cand get 'Show an item''s stock and price'
            cand list 'List items with their price and stock'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;shop;item;help;create'= {
        }
        &'provision;shop;item;help;add'= {
        }
        &'provision;shop;item;help;subtract'= {
        }
        &'provision;shop;item;help;get'= {
        }
        &'provision;shop;item;help;list'= {
        }
        &'provision;shop;item;help;help'= {
        }
        &'provision;shop;order'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand create 'Create an empty order of a user'
            cand add 'Add pieces of an item to an order'
            cand remove 'Remove pieces of an item from an order'
            cand get 'Show an order'
            cand list 'List orders with their state and cost'
            cand delete 'Delete an order that is not paid'
            cand checkout 'Check an order out: take its goods from the stock and their price from its user''s credit, or neither'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;shop;order;create'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;order;add'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;order;remove'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;order;get'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;order;list'= {
            cand --limit 'Most to list [default: 50]'
            cand --next 'Continue where an earlier page ended, with the token that it showed'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --all 'List them all, page after page'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;order;delete'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;order;checkout'= {
            cand --timeout 'How long to wait until the outcome is known, such as 30s or 5m'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;order;help'= {
            cand create 'Create an empty order of a user'
            cand add 'Add pieces of an item to an order'
            cand remove 'Remove pieces of an item from an order'
            cand get 'Show an order'
            cand list 'List orders with their state and cost'
            cand delete 'Delete an order that is not paid'
            cand checkout 'Check an order out: take its goods from the stock and their price from its user''s credit, or neither'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;shop;order;help;create'= {
        }
        &'provision;shop;order;help;add'= {
        }
        &'provision;shop;order;help;remove'= {
        }
        &'provision;shop;order;help;get'= {
        }
        &'provision;shop;order;help;list'= {
        }
        &'provision;shop;order;help;delete'= {
        }
        &'provision;shop;order;help;checkout'= {
        }
        &'provision;shop;order;help;help'= {
        }
        &'provision;shop;audit'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;shop;help'= {
            cand user 'Create, fund and look at users, who pay from their credit'
            cand item 'Create items, change their stock and look at them'
            cand order 'Fill orders, check them out and look at them'
            cand audit 'Prove that stock, payments and orders agree'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;shop;help;user'= {
            cand create 'Create a user'
            cand fund 'Add to a user''s credit'
            cand pay 'Take from a user''s credit, without an order'
            cand get 'Show a user''s credit'
            cand list 'List users with their credit'
        }
        &'provision;shop;help;user;create'= {
        }
        &'provision;shop;help;user;fund'= {
        }
        &'provision;shop;help;user;pay'= {
        }
        &'provision;shop;help;user;get'= {
        }
        &'provision;shop;help;user;list'= {
        }
        &'provision;shop;help;item'= {
            cand create 'Create an item with its price'
            cand add 'Add pieces to an item''s stock'
            cand subtract 'Take pieces out of an item''s stock, without an order'
            cand get 'Show an item''s stock and price'
            cand list 'List items with their price and stock'
        }
        &'provision;shop;help;item;create'= {
        }
        &'provision;shop;help;item;add'= {
        }
        &'provision;shop;help;item;subtract'= {
        }
        &'provision;shop;help;item;get'= {
        }
        &'provision;shop;help;item;list'= {
        }
        &'provision;shop;help;order'= {
            cand create 'Create an empty order of a user'
            cand add 'Add pieces of an item to an order'
            cand remove 'Remove pieces of an item from an order'
            cand get 'Show an order'
            cand list 'List orders with their state and cost'
            cand delete 'Delete an order that is not paid'
            cand checkout 'Check an order out: take its goods from the stock and their price from its user''s credit, or neither'
        }
        &'provision;shop;help;order;create'= {
        }
        &'provision;shop;help;order;add'= {
        }
        &'provision;shop;help;order;remove'= {
        }
        &'provision;shop;help;order;get'= {
        }
        &'provision;shop;help;order;list'= {
        }
        &'provision;shop;help;order;delete'= {
        }
        &'provision;shop;help;order;checkout'= {
        }
        &'provision;shop;help;audit'= {
        }
        &'provision;shop;help;help'= {
        }
        &'provision;execution'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand list 'List executions, newest first'
            cand show 'Show one execution: its states, attempts, waits and errors'
            cand tail 'Follow executions until they end: states, attempts, waits and errors as they happen'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;execution;list'= {
            cand --status 'Only those with this status'
            cand --limit 'Most executions to list'
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;execution;show'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --logs 'Show the last log lines of the function that failed'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;execution;tail'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --workflow-region 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]'
            cand --replica-region 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)'
            cand --profile 'Named profile of the AWS configuration files'
            cand --endpoint-url 'Address that stands in for every AWS service'
            cand --config 'Project file [default: provision.yaml here or in a folder above, else the one built in]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --logs 'Show the last log lines of a function that failed even where the execution got over it'
            cand --local 'Work on this machine''s emulator instead of AWS; it is started when needed'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'provision;execution;help'= {
            cand list 'List executions, newest first'
            cand show 'Show one execution: its states, attempts, waits and errors'
            cand tail 'Follow executions until they end: states, attempts, waits and errors as they happen'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;execution;help;list'= {
        }
        &'provision;execution;help;show'= {
        }
        &'provision;execution;help;tail'= {
        }
        &'provision;execution;help;help'= {
        }
        &'provision;local'= {
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand up 'Install the emulator if needed, start it and wait until it answers'
            cand down 'Stop the emulator; it saves its state first'
            cand status 'Show whether the emulator runs, and where'
            cand env 'Print the variables with which other AWS tools talk to the emulator'
            cand reset 'Delete everything the emulator holds; it keeps running'
            cand mail 'List the mails that were sent through the emulator, or show one'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;local;up'= {
            cand --port 'Port on 127.0.0.1 [default: the one of last time if it is free, else any free one]'
            cand --function-processes 'Processes that functions may have at once [default: PROVISION_FUNCTION_PROCESSES, else 4 for each core]'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --auth 'Check permissions as AWS does: signatures, users'' policies and functions'' roles'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'provision;local;down'= {
            cand --wait 'How long it may take to end before it is ended by force, which may lose the changes of its last second'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --delete-state 'Delete what the emulator holds, too'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'provision;local;status'= {
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'provision;local;env'= {
            cand --shell 'Shell whose words to use'
            cand --region 'Home region; given alone, everything is deployed to it'
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'provision;local;reset'= {
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'provision;local;mail'= {
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand show 'Show one mail: its text and its links'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;local;mail;show'= {
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand --last 'Show the newest mail'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'provision;local;mail;help'= {
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand show 'Show one mail: its text and its links'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;local;mail;help;show'= {
        }
        &'provision;local;mail;help;help'= {
        }
        &'provision;local;help'= {
            cand --output 'Form of the result on standard output'
            cand --color 'When to use colour; NO_COLOR is honoured'
            cand -q 'Print no progress and no notes, only the result and errors'
            cand --quiet 'Print no progress and no notes, only the result and errors'
            cand -y 'Answer yes to questions; lifts no protection'
            cand --yes 'Answer yes to questions; lifts no protection'
            cand --no-input 'Never ask; a question that is left open is an error'
            cand up 'Install the emulator if needed, start it and wait until it answers'
            cand down 'Stop the emulator; it saves its state first'
            cand status 'Show whether the emulator runs, and where'
            cand env 'Print the variables with which other AWS tools talk to the emulator'
            cand reset 'Delete everything the emulator holds; it keeps running'
            cand mail 'List the mails that were sent through the emulator, or show one'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;local;help;up'= {
        }
        &'provision;local;help;down'= {
        }
        &'provision;local;help;status'= {
        }
        &'provision;local;help;env'= {
        }
        &'provision;local;help;reset'= {
        }
        &'provision;local;help;mail'= {
            cand show 'Show one mail: its text and its links'
        }
        &'provision;local;help;mail;show'= {
        }
        &'provision;local;help;help'= {
        }
        &'provision;help'= {
            cand deploy 'Deploy systems: build, upload, create and update what has changed'
            cand plan 'Show what a deploy would do, resource by resource'
            cand build 'Build the functions of systems into a folder, for machines that have no sources'
            cand doctor 'Check what a stage needs: credentials, regions, tools, mail, quotas, and what its stacks have to say'
            cand status 'Show every stack in its region, table replicas, ages, and what is in progress or stuck'
            cand outputs 'Print the outputs of the stacks that are deployed'
            cand api 'Print the OpenAPI document of a deployed API, for its clients'
            cand teardown 'Remove systems, in the reverse of the order in which they were deployed'
            cand validate 'Check the project file and its templates without calling AWS'
            cand completion 'Print the completion script of a shell'
            cand coffee 'Order coffee ahead, look at orders and invoices, and collect'
            cand mailbox 'Create, look at, change and delete mailboxes of the deployed mailbox system'
            cand order 'Place cake orders, move them on and look at them'
            cand shop 'Work with users, items and orders of the deployed shop system, and prove that its services agree'
            cand execution 'Look at the executions of the deployed workflows, in every region'
            cand local 'Run, inspect and stop the emulator that replaces AWS on this machine'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;help;deploy'= {
        }
        &'provision;help;plan'= {
        }
        &'provision;help;build'= {
        }
        &'provision;help;doctor'= {
        }
        &'provision;help;status'= {
        }
        &'provision;help;outputs'= {
        }
        &'provision;help;api'= {
        }
        &'provision;help;teardown'= {
        }
        &'provision;help;validate'= {
        }
        &'provision;help;completion'= {
        }
        &'provision;help;coffee'= {
            cand order 'Place an order'
            cand get 'Show the active order of an account with a vendor'
            cand list 'List active orders'
            cand invoice 'Show the newest invoice of an account from a vendor, or that of one order'
            cand collect 'Record that the coffee was collected; the invoice is kept'
        }
        &'provision;help;coffee;order'= {
        }
        &'provision;help;coffee;get'= {
        }
        &'provision;help;coffee;list'= {
        }
        &'provision;help;coffee;invoice'= {
        }
        &'provision;help;coffee;collect'= {
        }
        &'provision;help;mailbox'= {
            cand create 'Request a new mailbox'
            cand get 'Show one mailbox'
            cand list 'List mailboxes'
            cand update 'Change a mailbox and provision it again'
            cand delete 'Delete a mailbox, after its contact has agreed where it has one'
            cand approve 'Agree to the deletion of a mailbox in its contact''s place'
            cand deny 'Refuse the deletion of a mailbox in its contact''s place'
        }
        &'provision;help;mailbox;create'= {
        }
        &'provision;help;mailbox;get'= {
        }
        &'provision;help;mailbox;list'= {
        }
        &'provision;help;mailbox;update'= {
        }
        &'provision;help;mailbox;delete'= {
        }
        &'provision;help;mailbox;approve'= {
        }
        &'provision;help;mailbox;deny'= {
        }
        &'provision;help;order'= {
            cand place 'Place an order, or many'
            cand fulfil 'Say that the cakes of an order are made'
            cand deliver 'Say that an order has arrived, and what the customer thinks of it'
            cand get 'Show one order'
            cand list 'List orders, newest first'
            cand redrive 'Show dead letters, and move them back to their queues'
        }
        &'provision;help;order;place'= {
        }
        &'provision;help;order;fulfil'= {
        }
        &'provision;help;order;deliver'= {
        }
        &'provision;help;order;get'= {
        }
        &'provision;help;order;list'= {
        }
        &'provision;help;order;redrive'= {
        }
        &'provision;help;shop'= {
            cand user 'Create, fund and look at users, who pay from their credit'
            cand item 'Create items, change their stock and look at them'
            cand order 'Fill orders, check them out and look at them'
            cand audit 'Prove that stock, payments and orders agree'
        }
        &'provision;help;shop;user'= {
            cand create 'Create a user'
            cand fund 'Add to a user''s credit'
            cand pay 'Take from a user''s credit, without an order'
            cand get 'Show a user''s credit'
            cand list 'List users with their credit'
        }
        &'provision;help;shop;user;create'= {
        }
        &'provision;help;shop;user;fund'= {
        }
        &'provision;help;shop;user;pay'= {
        }
        &'provision;help;shop;user;get'= {
        }
        &'provision;help;shop;user;list'= {
        }
        &'provision;help;shop;item'= {
            cand create 'Create an item with its price'
            cand add 'Add pieces to an item''s stock'
            cand subtract 'Take pieces out of an item''s stock, without an order'
            cand get 'Show an item''s stock and price'
            cand list 'List items with their price and stock'
        }
        &'provision;help;shop;item;create'= {
        }
        &'provision;help;shop;item;add'= {
        }
        &'provision;help;shop;item;subtract'= {
        }
        &'provision;help;shop;item;get'= {
        }
        &'provision;help;shop;item;list'= {
        }
        &'provision;help;shop;order'= {
            cand create 'Create an empty order of a user'
            cand add 'Add pieces of an item to an order'
            cand remove 'Remove pieces of an item from an order'
            cand get 'Show an order'
            cand list 'List orders with their state and cost'
            cand delete 'Delete an order that is not paid'
            cand checkout 'Check an order out: take its goods from the stock and their price from its user''s credit, or neither'
        }
        &'provision;help;shop;order;create'= {
        }
        &'provision;help;shop;order;add'= {
        }
        &'provision;help;shop;order;remove'= {
        }
        &'provision;help;shop;order;get'= {
        }
        &'provision;help;shop;order;list'= {
        }
        &'provision;help;shop;order;delete'= {
        }
        &'provision;help;shop;order;checkout'= {
        }
        &'provision;help;shop;audit'= {
        }
        &'provision;help;execution'= {
            cand list 'List executions, newest first'
            cand show 'Show one execution: its states, attempts, waits and errors'
            cand tail 'Follow executions until they end: states, attempts, waits and errors as they happen'
        }
        &'provision;help;execution;list'= {
        }
        &'provision;help;execution;show'= {
        }
        &'provision;help;execution;tail'= {
        }
        &'provision;help;local'= {
            cand up 'Install the emulator if needed, start it and wait until it answers'
            cand down 'Stop the emulator; it saves its state first'
            cand status 'Show whether the emulator runs, and where'
            cand env 'Print the variables with which other AWS tools talk to the emulator'
            cand reset 'Delete everything the emulator holds; it keeps running'
            cand mail 'List the mails that were sent through the emulator, or show one'
        }
        &'provision;help;local;up'= {
        }
        &'provision;help;local;down'= {
        }
        &'provision;help;local;status'= {
        }
        &'provision;help;local;env'= {
        }
        &'provision;help;local;reset'= {
        }
        &'provision;help;local;mail'= {
            cand show 'Show one mail: its text and its links'
        }
        &'provision;help;local;mail;show'= {
        }
        &'provision;help;help'= {
        }
    ]
    $completions[$command]
}
