
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'provision' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'provision'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'provision' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('deploy', 'deploy', [CompletionResultType]::ParameterValue, 'Deploy systems: build, upload, create and update what has changed')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show what a deploy would do, resource by resource')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show what a deploy would do, resource by resource')
            [CompletionResult]::new('template', 'template', [CompletionResultType]::ParameterValue, 'Print the template of a stack as a deploy would send it')
            [CompletionResult]::new('build', 'build', [CompletionResultType]::ParameterValue, 'Build the functions of systems into a folder, for machines without the sources')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check what a stage needs: credentials, regions, tools, e-mail senders and quotas, and report notices of its stacks')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show systems, every stack in its region, table replicas, ages, and why a stack is stuck or was rolled back')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Show systems, every stack in its region, table replicas, ages, and why a stack is stuck or was rolled back')
            [CompletionResult]::new('outputs', 'outputs', [CompletionResultType]::ParameterValue, 'Print the outputs of the deployed stacks')
            [CompletionResult]::new('api', 'api', [CompletionResultType]::ParameterValue, 'Print the OpenAPI document of a deployed API, for its clients')
            [CompletionResult]::new('teardown', 'teardown', [CompletionResultType]::ParameterValue, 'Remove systems, in the reverse of the order in which they were deployed')
            [CompletionResult]::new('destroy', 'destroy', [CompletionResultType]::ParameterValue, 'Remove systems, in the reverse of the order in which they were deployed')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check the project file and its templates without calling AWS')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('docs', 'docs', [CompletionResultType]::ParameterValue, 'Print a page of the documentation, or list the pages')
            [CompletionResult]::new('coffee', 'coffee', [CompletionResultType]::ParameterValue, 'Order coffee ahead, show orders and invoices, and record that coffee was collected')
            [CompletionResult]::new('mailbox', 'mailbox', [CompletionResultType]::ParameterValue, 'Create, show, change and delete mailboxes of the deployed mailbox system')
            [CompletionResult]::new('order', 'order', [CompletionResultType]::ParameterValue, 'Place, advance, list and follow cake orders')
            [CompletionResult]::new('shop', 'shop', [CompletionResultType]::ParameterValue, 'Manage users, items and orders of the deployed shop system, and verify that its services agree')
            [CompletionResult]::new('execution', 'execution', [CompletionResultType]::ParameterValue, 'List, show and follow executions of the deployed workflows, in every region')
            [CompletionResult]::new('local', 'local', [CompletionResultType]::ParameterValue, 'Run, inspect and stop the emulator that replaces AWS on this machine')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;deploy' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Value of a stack''s parameter, instead of the one in the project file; may be repeated')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'Value of a stack''s parameter, instead of the one in the project file; may be repeated')
            [CompletionResult]::new('--artifacts', '--artifacts', [CompletionResultType]::ParameterName, 'Folder with artifacts written by provision build, to use instead of building')
            [CompletionResult]::new('--role-arn', '--role-arn', [CompletionResultType]::ParameterName, 'Service role that CloudFormation uses for the stacks, instead of the one that the project file gives the stage')
            [CompletionResult]::new('--approve', '--approve', [CompletionResultType]::ParameterName, 'When to ask for an approval before the first change [default: broadening, or the stage''s `approve`]')
            [CompletionResult]::new('--skip-resource', '--skip-resource', [CompletionResultType]::ParameterName, 'Skip a resource that blocks the rollback of its stack (UPDATE_ROLLBACK_FAILED); may be repeated')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown on standard error')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done and change nothing; the same as provision plan')
            [CompletionResult]::new('--allow-data-loss', '--allow-data-loss', [CompletionResultType]::ParameterName, 'Allow changes that may lose data, such as replacing a table')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Create change sets even where nothing has changed')
            [CompletionResult]::new('--hotswap', '--hotswap', [CompletionResultType]::ParameterName, 'Update only the code of functions and the definitions of state machines, directly instead of through CloudFormation')
            [CompletionResult]::new('--fail-fast', '--fail-fast', [CompletionResultType]::ParameterName, 'Start nothing new after the first failure, instead of finishing everything that does not depend on it')
            [CompletionResult]::new('--outputs', '--outputs', [CompletionResultType]::ParameterName, 'List all outputs of the stacks at the end, not only addresses')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;plan' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Value of a stack''s parameter, instead of the one in the project file; may be repeated')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'Value of a stack''s parameter, instead of the one in the project file; may be repeated')
            [CompletionResult]::new('--artifacts', '--artifacts', [CompletionResultType]::ParameterName, 'Folder with artifacts written by provision build, to use instead of building')
            [CompletionResult]::new('--role-arn', '--role-arn', [CompletionResultType]::ParameterName, 'Service role that CloudFormation uses for the stacks, instead of the one that the project file gives the stage')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--all-regions', '--all-regions', [CompletionResultType]::ParameterName, 'Look for leftover stacks in every region of the account')
            [CompletionResult]::new('--fail', '--fail', [CompletionResultType]::ParameterName, 'Exit with 3 if there is something to do')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;diff' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Value of a stack''s parameter, instead of the one in the project file; may be repeated')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'Value of a stack''s parameter, instead of the one in the project file; may be repeated')
            [CompletionResult]::new('--artifacts', '--artifacts', [CompletionResultType]::ParameterName, 'Folder with artifacts written by provision build, to use instead of building')
            [CompletionResult]::new('--role-arn', '--role-arn', [CompletionResultType]::ParameterName, 'Service role that CloudFormation uses for the stacks, instead of the one that the project file gives the stage')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--all-regions', '--all-regions', [CompletionResultType]::ParameterName, 'Look for leftover stacks in every region of the account')
            [CompletionResult]::new('--fail', '--fail', [CompletionResultType]::ParameterName, 'Exit with 3 if there is something to do')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;template' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Value of a stack''s parameter, instead of the one in the project file; may be repeated')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'Value of a stack''s parameter, instead of the one in the project file; may be repeated')
            [CompletionResult]::new('--artifacts', '--artifacts', [CompletionResultType]::ParameterName, 'Folder with artifacts written by provision build, to use instead of building')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;build' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Folder to write into; other files in it are kept')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;doctor' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--all-regions', '--all-regions', [CompletionResultType]::ParameterName, 'Look for leftover stacks in every region of the account')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;status' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--all-regions', '--all-regions', [CompletionResultType]::ParameterName, 'Look for leftover stacks in every region of the account')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;list' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--all-regions', '--all-regions', [CompletionResultType]::ParameterName, 'Look for leftover stacks in every region of the account')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;outputs' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Format of the text [default: table]; cannot be combined with --output json')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;api' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;teardown' {
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Confirm the removal of a system, for scripts; repeat it for each system')
            [CompletionResult]::new('--retain', '--retain', [CompletionResultType]::ParameterName, 'Leave behind a resource that the last deletion of its stack could not delete; may be repeated')
            [CompletionResult]::new('--role-arn', '--role-arn', [CompletionResultType]::ParameterName, 'Service role that CloudFormation uses to delete the stacks, instead of the one that the project file gives the stage')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown on standard error')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--delete-data', '--delete-data', [CompletionResultType]::ParameterName, 'Also delete tables and buckets with everything in them')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Lift protections against deletion')
            [CompletionResult]::new('--force-delete', '--force-delete', [CompletionResultType]::ParameterName, 'Leave behind and list every resource that cannot be deleted')
            [CompletionResult]::new('--leftovers', '--leftovers', [CompletionResultType]::ParameterName, 'Remove only stacks that are no longer in the project file; name a system that is no longer in it to remove its stacks')
            [CompletionResult]::new('--all-regions', '--all-regions', [CompletionResultType]::ParameterName, 'Look for leftover stacks in every region of the account')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;destroy' {
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Confirm the removal of a system, for scripts; repeat it for each system')
            [CompletionResult]::new('--retain', '--retain', [CompletionResultType]::ParameterName, 'Leave behind a resource that the last deletion of its stack could not delete; may be repeated')
            [CompletionResult]::new('--role-arn', '--role-arn', [CompletionResultType]::ParameterName, 'Service role that CloudFormation uses to delete the stacks, instead of the one that the project file gives the stage')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is shown on standard error')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--delete-data', '--delete-data', [CompletionResultType]::ParameterName, 'Also delete tables and buckets with everything in them')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Lift protections against deletion')
            [CompletionResult]::new('--force-delete', '--force-delete', [CompletionResultType]::ParameterName, 'Leave behind and list every resource that cannot be deleted')
            [CompletionResult]::new('--leftovers', '--leftovers', [CompletionResultType]::ParameterName, 'Remove only stacks that are no longer in the project file; name a system that is no longer in it to remove its stacks')
            [CompletionResult]::new('--all-regions', '--all-regions', [CompletionResultType]::ParameterName, 'Look for leftover stacks in every region of the account')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;validate' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--schema', '--schema', [CompletionResultType]::ParameterName, 'Print the JSON Schema of the project file instead')
            [CompletionResult]::new('--lint', '--lint', [CompletionResultType]::ParameterName, 'Check resource types and properties with cfn-lint as well')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;completion' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;docs' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;coffee' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('order', 'order', [CompletionResultType]::ParameterValue, 'Place an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show the active order of an account with a vendor')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List active orders')
            [CompletionResult]::new('invoice', 'invoice', [CompletionResultType]::ParameterValue, 'Show the newest invoice of an account from a vendor, or that of one order')
            [CompletionResult]::new('collect', 'collect', [CompletionResultType]::ParameterValue, 'Record that the coffee was collected; the invoice is kept')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;coffee;order' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Id of the ordering account')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Id of the vendor that makes the coffee')
            [CompletionResult]::new('--item', '--item', [CompletionResultType]::ParameterName, 'Item to order, and its quantity; may be repeated')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'UUID of the order; the same order sent twice with it is placed once [default: a random one]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s, 15m or 1h')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Wait until the outcome is known, and show each step of the workflow')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Wait until the outcome is known, and show each step of the workflow')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;coffee;get' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Id of the ordering account')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Id of the vendor that makes the coffee')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;coffee;list' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'List only those of this account')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number to list [default: 50]')
            [CompletionResult]::new('--next', '--next', [CompletionResultType]::ParameterName, 'Continue where an earlier page ended, with the token that it printed')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'List all, page after page')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;coffee;invoice' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Id of the ordering account')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Id of the vendor that makes the coffee')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'UUID of the order, or a prefix of it [default: the newest with an invoice]')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write it to a file: as JSON if the name ends in .json, otherwise as an HTML page')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--open', '--open', [CompletionResultType]::ParameterName, 'Open it as a page in the browser')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;coffee;collect' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Id of the ordering account')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Id of the vendor that makes the coffee')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'UUID of the order, or a prefix of it, so that no other one is collected [default: the active one]')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;coffee;help' {
            [CompletionResult]::new('order', 'order', [CompletionResultType]::ParameterValue, 'Place an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show the active order of an account with a vendor')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List active orders')
            [CompletionResult]::new('invoice', 'invoice', [CompletionResultType]::ParameterValue, 'Show the newest invoice of an account from a vendor, or that of one order')
            [CompletionResult]::new('collect', 'collect', [CompletionResultType]::ParameterValue, 'Record that the coffee was collected; the invoice is kept')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;coffee;help;order' {
            break
        }
        'provision;coffee;help;get' {
            break
        }
        'provision;coffee;help;list' {
            break
        }
        'provision;coffee;help;invoice' {
            break
        }
        'provision;coffee;help;collect' {
            break
        }
        'provision;coffee;help;help' {
            break
        }
        'provision;mailbox' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Request a new mailbox')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one mailbox')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List mailboxes')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a mailbox and provision it again')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a mailbox; if it has a contact, only after the contact has approved')
            [CompletionResult]::new('approve', 'approve', [CompletionResultType]::ParameterValue, 'Approve the deletion of a mailbox in place of its contact')
            [CompletionResult]::new('deny', 'deny', [CompletionResultType]::ParameterValue, 'Deny the deletion of a mailbox in place of its contact')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;mailbox;create' {
            [CompletionResult]::new('--username', '--username', [CompletionResultType]::ParameterName, 'Part of the address before the @')
            [CompletionResult]::new('--domain', '--domain', [CompletionResultType]::ParameterName, 'Part of the address after the @')
            [CompletionResult]::new('--contact', '--contact', [CompletionResultType]::ParameterName, 'E-mail address of the contact who must approve the deletion of the mailbox')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'UUID of the new mailbox; the same request sent twice with it creates one mailbox [default: a random one]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s, 15m or 1h')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Wait until the outcome is known, and show each step of the workflow')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Wait until the outcome is known, and show each step of the workflow')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;mailbox;get' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;mailbox;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number to list [default: 50]')
            [CompletionResult]::new('--next', '--next', [CompletionResultType]::ParameterName, 'Continue where an earlier page ended, with the token that it printed')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'List only those with this status; reads every page')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'List all, page after page')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;mailbox;update' {
            [CompletionResult]::new('--username', '--username', [CompletionResultType]::ParameterName, 'New part of the address before the @')
            [CompletionResult]::new('--domain', '--domain', [CompletionResultType]::ParameterName, 'New part of the address after the @')
            [CompletionResult]::new('--contact', '--contact', [CompletionResultType]::ParameterName, 'New e-mail address of the contact who must approve the deletion of the mailbox')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s, 15m or 1h')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--no-contact', '--no-contact', [CompletionResultType]::ParameterName, 'Remove the contact, so that the mailbox can be deleted without approval')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Wait until the outcome is known, and show each step of the workflow')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Wait until the outcome is known, and show each step of the workflow')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;mailbox;delete' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s, 15m or 1h')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Wait until the outcome is known, and show each step of the workflow')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Wait until the outcome is known, and show each step of the workflow')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;mailbox;approve' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;mailbox;deny' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;mailbox;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Request a new mailbox')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one mailbox')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List mailboxes')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a mailbox and provision it again')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a mailbox; if it has a contact, only after the contact has approved')
            [CompletionResult]::new('approve', 'approve', [CompletionResultType]::ParameterValue, 'Approve the deletion of a mailbox in place of its contact')
            [CompletionResult]::new('deny', 'deny', [CompletionResultType]::ParameterValue, 'Deny the deletion of a mailbox in place of its contact')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;mailbox;help;create' {
            break
        }
        'provision;mailbox;help;get' {
            break
        }
        'provision;mailbox;help;list' {
            break
        }
        'provision;mailbox;help;update' {
            break
        }
        'provision;mailbox;help;delete' {
            break
        }
        'provision;mailbox;help;approve' {
            break
        }
        'provision;mailbox;help;deny' {
            break
        }
        'provision;mailbox;help;help' {
            break
        }
        'provision;order' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('place', 'place', [CompletionResultType]::ParameterValue, 'Place an order, or many')
            [CompletionResult]::new('fulfil', 'fulfil', [CompletionResultType]::ParameterValue, 'Record that the cakes of an order are made')
            [CompletionResult]::new('fulfill', 'fulfill', [CompletionResultType]::ParameterValue, 'Record that the cakes of an order are made')
            [CompletionResult]::new('deliver', 'deliver', [CompletionResultType]::ParameterValue, 'Record that an order was delivered, with the customer''s review')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one order')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List orders, newest first')
            [CompletionResult]::new('redrive', 'redrive', [CompletionResultType]::ParameterValue, 'Show dead letters, and move them back to their queues')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;order;place' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Name of the customer')
            [CompletionResult]::new('--address', '--address', [CompletionResultType]::ParameterName, 'Delivery address')
            [CompletionResult]::new('--product', '--product', [CompletionResultType]::ParameterName, 'Product id of the cake')
            [CompletionResult]::new('--quantity', '--quantity', [CompletionResultType]::ParameterName, 'Number of cakes')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'UUID of the new order; the same request sent twice with it places one order [default: a random one]')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Read orders from this file, or from standard input if it is -')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Maximum number of requests in flight')
            [CompletionResult]::new('--batch', '--batch', [CompletionResultType]::ParameterName, 'Name of this batch, such as its date: the same orders under another name are new orders')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'The state to wait for')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s, 15m or 1h')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Wait, and show each state as the order reaches it')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Wait, and show each state as the order reaches it')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;order;fulfil' {
            [CompletionResult]::new('--fulfilment', '--fulfilment', [CompletionResultType]::ParameterName, 'The cake maker''s number for the finished cakes [default: derived from the order''s id]')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'The state to wait for')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s, 15m or 1h')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Wait, and show each state as the order reaches it')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Wait, and show each state as the order reaches it')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;order;fulfill' {
            [CompletionResult]::new('--fulfilment', '--fulfilment', [CompletionResultType]::ParameterName, 'The cake maker''s number for the finished cakes [default: derived from the order''s id]')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'The state to wait for')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s, 15m or 1h')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Wait, and show each state as the order reaches it')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Wait, and show each state as the order reaches it')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;order;deliver' {
            [CompletionResult]::new('--company', '--company', [CompletionResultType]::ParameterName, 'Id of the delivery company')
            [CompletionResult]::new('--review', '--review', [CompletionResultType]::ParameterName, 'The customer''s review')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'The state to wait for')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s, 15m or 1h')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Wait, and show each state as the order reaches it')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Wait, and show each state as the order reaches it')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;order;get' {
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'The state to wait for')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s, 15m or 1h')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Wait, and show each state as the order reaches it')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Wait, and show each state as the order reaches it')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;order;list' {
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'List only those in this state')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number to list [default: 50]')
            [CompletionResult]::new('--next', '--next', [CompletionResultType]::ParameterName, 'Continue where an earlier page ended, with the token that it printed')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'List all, page after page')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;order;redrive' {
            [CompletionResult]::new('--queue', '--queue', [CompletionResultType]::ParameterName, 'Only the messages of this queue [default: all]')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of messages of a queue to show; all are moved back')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the messages and leave them where they are')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;order;help' {
            [CompletionResult]::new('place', 'place', [CompletionResultType]::ParameterValue, 'Place an order, or many')
            [CompletionResult]::new('fulfil', 'fulfil', [CompletionResultType]::ParameterValue, 'Record that the cakes of an order are made')
            [CompletionResult]::new('deliver', 'deliver', [CompletionResultType]::ParameterValue, 'Record that an order was delivered, with the customer''s review')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one order')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List orders, newest first')
            [CompletionResult]::new('redrive', 'redrive', [CompletionResultType]::ParameterValue, 'Show dead letters, and move them back to their queues')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;order;help;place' {
            break
        }
        'provision;order;help;fulfil' {
            break
        }
        'provision;order;help;deliver' {
            break
        }
        'provision;order;help;get' {
            break
        }
        'provision;order;help;list' {
            break
        }
        'provision;order;help;redrive' {
            break
        }
        'provision;order;help;help' {
            break
        }
        'provision;shop' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Create, fund and list users, who pay from their credit')
            [CompletionResult]::new('item', 'item', [CompletionResultType]::ParameterValue, 'Create and list items, and change their stock')
            [CompletionResult]::new('order', 'order', [CompletionResultType]::ParameterValue, 'Create, fill, check out and list orders')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Verify that stock, payments and orders agree')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;shop;user' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a user')
            [CompletionResult]::new('fund', 'fund', [CompletionResultType]::ParameterValue, 'Add to a user''s credit')
            [CompletionResult]::new('pay', 'pay', [CompletionResultType]::ParameterValue, 'Take from a user''s credit, without an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show a user''s credit')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List users with their credit')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;shop;user;create' {
            [CompletionResult]::new('--credit', '--credit', [CompletionResultType]::ParameterName, 'Initial credit [default: 0]')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;user;fund' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;user;pay' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;user;get' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;user;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number to list [default: 50]')
            [CompletionResult]::new('--next', '--next', [CompletionResultType]::ParameterName, 'Continue where an earlier page ended, with the token that it printed')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'List all, page after page')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;user;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a user')
            [CompletionResult]::new('fund', 'fund', [CompletionResultType]::ParameterValue, 'Add to a user''s credit')
            [CompletionResult]::new('pay', 'pay', [CompletionResultType]::ParameterValue, 'Take from a user''s credit, without an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show a user''s credit')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List users with their credit')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;shop;user;help;create' {
            break
        }
        'provision;shop;user;help;fund' {
            break
        }
        'provision;shop;user;help;pay' {
            break
        }
        'provision;shop;user;help;get' {
            break
        }
        'provision;shop;user;help;list' {
            break
        }
        'provision;shop;user;help;help' {
            break
        }
        'provision;shop;item' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an item with its price')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add pieces to an item''s stock')
            [CompletionResult]::new('subtract', 'subtract', [CompletionResultType]::ParameterValue, 'Remove pieces from an item''s stock, without an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show an item''s stock and price')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List items with their price and stock')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;shop;item;create' {
            [CompletionResult]::new('--stock', '--stock', [CompletionResultType]::ParameterName, 'Initial stock [default: 0]')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;item;add' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;item;subtract' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;item;get' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;item;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number to list [default: 50]')
            [CompletionResult]::new('--next', '--next', [CompletionResultType]::ParameterName, 'Continue where an earlier page ended, with the token that it printed')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'List all, page after page')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;item;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an item with its price')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add pieces to an item''s stock')
            [CompletionResult]::new('subtract', 'subtract', [CompletionResultType]::ParameterValue, 'Remove pieces from an item''s stock, without an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show an item''s stock and price')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List items with their price and stock')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;shop;item;help;create' {
            break
        }
        'provision;shop;item;help;add' {
            break
        }
        'provision;shop;item;help;subtract' {
            break
        }
        'provision;shop;item;help;get' {
            break
        }
        'provision;shop;item;help;list' {
            break
        }
        'provision;shop;item;help;help' {
            break
        }
        'provision;shop;order' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an empty order for a user')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add pieces of an item to an order')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove pieces of an item from an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show an order')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List orders with their state and cost')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete an order that is not paid')
            [CompletionResult]::new('checkout', 'checkout', [CompletionResultType]::ParameterValue, 'Check out an order: take its items from the stock and their price from its user''s credit, or neither')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;shop;order;create' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;order;add' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;order;remove' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;order;get' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;order;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number to list [default: 50]')
            [CompletionResult]::new('--next', '--next', [CompletionResultType]::ParameterName, 'Continue where an earlier page ended, with the token that it printed')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'List all, page after page')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;order;delete' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;order;checkout' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait until the outcome is known, such as 30s or 5m')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;order;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an empty order for a user')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add pieces of an item to an order')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove pieces of an item from an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show an order')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List orders with their state and cost')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete an order that is not paid')
            [CompletionResult]::new('checkout', 'checkout', [CompletionResultType]::ParameterValue, 'Check out an order: take its items from the stock and their price from its user''s credit, or neither')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;shop;order;help;create' {
            break
        }
        'provision;shop;order;help;add' {
            break
        }
        'provision;shop;order;help;remove' {
            break
        }
        'provision;shop;order;help;get' {
            break
        }
        'provision;shop;order;help;list' {
            break
        }
        'provision;shop;order;help;delete' {
            break
        }
        'provision;shop;order;help;checkout' {
            break
        }
        'provision;shop;order;help;help' {
            break
        }
        'provision;shop;audit' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;shop;help' {
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Create, fund and list users, who pay from their credit')
            [CompletionResult]::new('item', 'item', [CompletionResultType]::ParameterValue, 'Create and list items, and change their stock')
            [CompletionResult]::new('order', 'order', [CompletionResultType]::ParameterValue, 'Create, fill, check out and list orders')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Verify that stock, payments and orders agree')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;shop;help;user' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a user')
            [CompletionResult]::new('fund', 'fund', [CompletionResultType]::ParameterValue, 'Add to a user''s credit')
            [CompletionResult]::new('pay', 'pay', [CompletionResultType]::ParameterValue, 'Take from a user''s credit, without an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show a user''s credit')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List users with their credit')
            break
        }
        'provision;shop;help;user;create' {
            break
        }
        'provision;shop;help;user;fund' {
            break
        }
        'provision;shop;help;user;pay' {
            break
        }
        'provision;shop;help;user;get' {
            break
        }
        'provision;shop;help;user;list' {
            break
        }
        'provision;shop;help;item' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an item with its price')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add pieces to an item''s stock')
            [CompletionResult]::new('subtract', 'subtract', [CompletionResultType]::ParameterValue, 'Remove pieces from an item''s stock, without an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show an item''s stock and price')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List items with their price and stock')
            break
        }
        'provision;shop;help;item;create' {
            break
        }
        'provision;shop;help;item;add' {
            break
        }
        'provision;shop;help;item;subtract' {
            break
        }
        'provision;shop;help;item;get' {
            break
        }
        'provision;shop;help;item;list' {
            break
        }
        'provision;shop;help;order' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an empty order for a user')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add pieces of an item to an order')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove pieces of an item from an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show an order')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List orders with their state and cost')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete an order that is not paid')
            [CompletionResult]::new('checkout', 'checkout', [CompletionResultType]::ParameterValue, 'Check out an order: take its items from the stock and their price from its user''s credit, or neither')
            break
        }
        'provision;shop;help;order;create' {
            break
        }
        'provision;shop;help;order;add' {
            break
        }
        'provision;shop;help;order;remove' {
            break
        }
        'provision;shop;help;order;get' {
            break
        }
        'provision;shop;help;order;list' {
            break
        }
        'provision;shop;help;order;delete' {
            break
        }
        'provision;shop;help;order;checkout' {
            break
        }
        'provision;shop;help;audit' {
            break
        }
        'provision;shop;help;help' {
            break
        }
        'provision;execution' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List executions, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one execution: its states, attempts, waits and errors')
            [CompletionResult]::new('tail', 'tail', [CompletionResultType]::ParameterValue, 'Follow executions until they end: states, attempts, waits and errors as they happen')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;execution;list' {
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Only those with this status')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Maximum number of executions to list')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;execution;show' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--logs', '--logs', [CompletionResultType]::ParameterName, 'Show the last log lines of the function that failed')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;execution;tail' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on, one of those in the project file')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region of the workflows [default: the home region if --region is given, otherwise the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Endpoint to use for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--logs', '--logs', [CompletionResultType]::ParameterName, 'Show the last log lines of a function that failed even if the execution continued')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Use the emulator on this machine instead of AWS; it is started if needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;execution;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List executions, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one execution: its states, attempts, waits and errors')
            [CompletionResult]::new('tail', 'tail', [CompletionResultType]::ParameterValue, 'Follow executions until they end: states, attempts, waits and errors as they happen')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;execution;help;list' {
            break
        }
        'provision;execution;help;show' {
            break
        }
        'provision;execution;help;tail' {
            break
        }
        'provision;execution;help;help' {
            break
        }
        'provision;local' {
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('up', 'up', [CompletionResultType]::ParameterValue, 'Install the emulator if needed, start it and wait until it responds')
            [CompletionResult]::new('down', 'down', [CompletionResultType]::ParameterValue, 'Stop the emulator; it saves its state first')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show whether the emulator is running, and where')
            [CompletionResult]::new('env', 'env', [CompletionResultType]::ParameterValue, 'Print the environment variables with which other AWS tools use the emulator')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Delete everything in the emulator; it keeps running')
            [CompletionResult]::new('mail', 'mail', [CompletionResultType]::ParameterValue, 'List the e-mails that were sent through the emulator, or show one')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;local;up' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port on 127.0.0.1 [default: the previous one if it is free, otherwise any free port]')
            [CompletionResult]::new('--function-processes', '--function-processes', [CompletionResultType]::ParameterName, 'Number of function processes at a time [default: PROVISION_FUNCTION_PROCESSES, otherwise 4 per core]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--auth', '--auth', [CompletionResultType]::ParameterName, 'Check permissions as AWS does: signatures, users'' policies and functions'' roles')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'provision;local;down' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'How long to wait before it is killed, which may lose the changes of its last second')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--delete-state', '--delete-state', [CompletionResultType]::ParameterName, 'Delete the emulator''s state too')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'provision;local;status' {
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'provision;local;env' {
            [CompletionResult]::new('--shell', '--shell', [CompletionResultType]::ParameterName, 'Shell to print them for')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; if it is the only region option, everything is deployed there')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'provision;local;reset' {
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'provision;local;mail' {
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one e-mail: its text and its links')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;local;mail;show' {
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Show the newest e-mail')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'provision;local;mail;help' {
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one e-mail: its text and its links')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;local;mail;help;show' {
            break
        }
        'provision;local;mail;help;help' {
            break
        }
        'provision;local;help' {
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log on standard error what is done; given twice, also each AWS call with its duration and request id')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer prompts with yes; does not lift protections')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; a prompt without an answer is an error')
            [CompletionResult]::new('--no-pager', '--no-pager', [CompletionResultType]::ParameterName, 'Print long results to the terminal directly instead of through the pager (PAGER)')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show every column of a table, even if its lines are wider than the terminal')
            [CompletionResult]::new('up', 'up', [CompletionResultType]::ParameterValue, 'Install the emulator if needed, start it and wait until it responds')
            [CompletionResult]::new('down', 'down', [CompletionResultType]::ParameterValue, 'Stop the emulator; it saves its state first')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show whether the emulator is running, and where')
            [CompletionResult]::new('env', 'env', [CompletionResultType]::ParameterValue, 'Print the environment variables with which other AWS tools use the emulator')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Delete everything in the emulator; it keeps running')
            [CompletionResult]::new('mail', 'mail', [CompletionResultType]::ParameterValue, 'List the e-mails that were sent through the emulator, or show one')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;local;help;up' {
            break
        }
        'provision;local;help;down' {
            break
        }
        'provision;local;help;status' {
            break
        }
        'provision;local;help;env' {
            break
        }
        'provision;local;help;reset' {
            break
        }
        'provision;local;help;mail' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one e-mail: its text and its links')
            break
        }
        'provision;local;help;mail;show' {
            break
        }
        'provision;local;help;help' {
            break
        }
        'provision;help' {
            [CompletionResult]::new('deploy', 'deploy', [CompletionResultType]::ParameterValue, 'Deploy systems: build, upload, create and update what has changed')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show what a deploy would do, resource by resource')
            [CompletionResult]::new('template', 'template', [CompletionResultType]::ParameterValue, 'Print the template of a stack as a deploy would send it')
            [CompletionResult]::new('build', 'build', [CompletionResultType]::ParameterValue, 'Build the functions of systems into a folder, for machines without the sources')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check what a stage needs: credentials, regions, tools, e-mail senders and quotas, and report notices of its stacks')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show systems, every stack in its region, table replicas, ages, and why a stack is stuck or was rolled back')
            [CompletionResult]::new('outputs', 'outputs', [CompletionResultType]::ParameterValue, 'Print the outputs of the deployed stacks')
            [CompletionResult]::new('api', 'api', [CompletionResultType]::ParameterValue, 'Print the OpenAPI document of a deployed API, for its clients')
            [CompletionResult]::new('teardown', 'teardown', [CompletionResultType]::ParameterValue, 'Remove systems, in the reverse of the order in which they were deployed')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check the project file and its templates without calling AWS')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('docs', 'docs', [CompletionResultType]::ParameterValue, 'Print a page of the documentation, or list the pages')
            [CompletionResult]::new('coffee', 'coffee', [CompletionResultType]::ParameterValue, 'Order coffee ahead, show orders and invoices, and record that coffee was collected')
            [CompletionResult]::new('mailbox', 'mailbox', [CompletionResultType]::ParameterValue, 'Create, show, change and delete mailboxes of the deployed mailbox system')
            [CompletionResult]::new('order', 'order', [CompletionResultType]::ParameterValue, 'Place, advance, list and follow cake orders')
            [CompletionResult]::new('shop', 'shop', [CompletionResultType]::ParameterValue, 'Manage users, items and orders of the deployed shop system, and verify that its services agree')
            [CompletionResult]::new('execution', 'execution', [CompletionResultType]::ParameterValue, 'List, show and follow executions of the deployed workflows, in every region')
            [CompletionResult]::new('local', 'local', [CompletionResultType]::ParameterValue, 'Run, inspect and stop the emulator that replaces AWS on this machine')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;help;deploy' {
            break
        }
        'provision;help;plan' {
            break
        }
        'provision;help;template' {
            break
        }
        'provision;help;build' {
            break
        }
        'provision;help;doctor' {
            break
        }
        'provision;help;status' {
            break
        }
        'provision;help;outputs' {
            break
        }
        'provision;help;api' {
            break
        }
        'provision;help;teardown' {
            break
        }
        'provision;help;validate' {
            break
        }
        'provision;help;completion' {
            break
        }
        'provision;help;docs' {
            break
        }
        'provision;help;coffee' {
            [CompletionResult]::new('order', 'order', [CompletionResultType]::ParameterValue, 'Place an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show the active order of an account with a vendor')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List active orders')
            [CompletionResult]::new('invoice', 'invoice', [CompletionResultType]::ParameterValue, 'Show the newest invoice of an account from a vendor, or that of one order')
            [CompletionResult]::new('collect', 'collect', [CompletionResultType]::ParameterValue, 'Record that the coffee was collected; the invoice is kept')
            break
        }
        'provision;help;coffee;order' {
            break
        }
        'provision;help;coffee;get' {
            break
        }
        'provision;help;coffee;list' {
            break
        }
        'provision;help;coffee;invoice' {
            break
        }
        'provision;help;coffee;collect' {
            break
        }
        'provision;help;mailbox' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Request a new mailbox')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one mailbox')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List mailboxes')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change a mailbox and provision it again')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a mailbox; if it has a contact, only after the contact has approved')
            [CompletionResult]::new('approve', 'approve', [CompletionResultType]::ParameterValue, 'Approve the deletion of a mailbox in place of its contact')
            [CompletionResult]::new('deny', 'deny', [CompletionResultType]::ParameterValue, 'Deny the deletion of a mailbox in place of its contact')
            break
        }
        'provision;help;mailbox;create' {
            break
        }
        'provision;help;mailbox;get' {
            break
        }
        'provision;help;mailbox;list' {
            break
        }
        'provision;help;mailbox;update' {
            break
        }
        'provision;help;mailbox;delete' {
            break
        }
        'provision;help;mailbox;approve' {
            break
        }
        'provision;help;mailbox;deny' {
            break
        }
        'provision;help;order' {
            [CompletionResult]::new('place', 'place', [CompletionResultType]::ParameterValue, 'Place an order, or many')
            [CompletionResult]::new('fulfil', 'fulfil', [CompletionResultType]::ParameterValue, 'Record that the cakes of an order are made')
            [CompletionResult]::new('deliver', 'deliver', [CompletionResultType]::ParameterValue, 'Record that an order was delivered, with the customer''s review')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one order')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List orders, newest first')
            [CompletionResult]::new('redrive', 'redrive', [CompletionResultType]::ParameterValue, 'Show dead letters, and move them back to their queues')
            break
        }
        'provision;help;order;place' {
            break
        }
        'provision;help;order;fulfil' {
            break
        }
        'provision;help;order;deliver' {
            break
        }
        'provision;help;order;get' {
            break
        }
        'provision;help;order;list' {
            break
        }
        'provision;help;order;redrive' {
            break
        }
        'provision;help;shop' {
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Create, fund and list users, who pay from their credit')
            [CompletionResult]::new('item', 'item', [CompletionResultType]::ParameterValue, 'Create and list items, and change their stock')
            [CompletionResult]::new('order', 'order', [CompletionResultType]::ParameterValue, 'Create, fill, check out and list orders')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Verify that stock, payments and orders agree')
            break
        }
        'provision;help;shop;user' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a user')
            [CompletionResult]::new('fund', 'fund', [CompletionResultType]::ParameterValue, 'Add to a user''s credit')
            [CompletionResult]::new('pay', 'pay', [CompletionResultType]::ParameterValue, 'Take from a user''s credit, without an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show a user''s credit')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List users with their credit')
            break
        }
        'provision;help;shop;user;create' {
            break
        }
        'provision;help;shop;user;fund' {
            break
        }
        'provision;help;shop;user;pay' {
            break
        }
        'provision;help;shop;user;get' {
            break
        }
        'provision;help;shop;user;list' {
            break
        }
        'provision;help;shop;item' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an item with its price')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add pieces to an item''s stock')
            [CompletionResult]::new('subtract', 'subtract', [CompletionResultType]::ParameterValue, 'Remove pieces from an item''s stock, without an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show an item''s stock and price')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List items with their price and stock')
            break
        }
        'provision;help;shop;item;create' {
            break
        }
        'provision;help;shop;item;add' {
            break
        }
        'provision;help;shop;item;subtract' {
            break
        }
        'provision;help;shop;item;get' {
            break
        }
        'provision;help;shop;item;list' {
            break
        }
        'provision;help;shop;order' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an empty order for a user')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add pieces of an item to an order')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove pieces of an item from an order')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show an order')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List orders with their state and cost')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete an order that is not paid')
            [CompletionResult]::new('checkout', 'checkout', [CompletionResultType]::ParameterValue, 'Check out an order: take its items from the stock and their price from its user''s credit, or neither')
            break
        }
        'provision;help;shop;order;create' {
            break
        }
        'provision;help;shop;order;add' {
            break
        }
        'provision;help;shop;order;remove' {
            break
        }
        'provision;help;shop;order;get' {
            break
        }
        'provision;help;shop;order;list' {
            break
        }
        'provision;help;shop;order;delete' {
            break
        }
        'provision;help;shop;order;checkout' {
            break
        }
        'provision;help;shop;audit' {
            break
        }
        'provision;help;execution' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List executions, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one execution: its states, attempts, waits and errors')
            [CompletionResult]::new('tail', 'tail', [CompletionResultType]::ParameterValue, 'Follow executions until they end: states, attempts, waits and errors as they happen')
            break
        }
        'provision;help;execution;list' {
            break
        }
        'provision;help;execution;show' {
            break
        }
        'provision;help;execution;tail' {
            break
        }
        'provision;help;local' {
            [CompletionResult]::new('up', 'up', [CompletionResultType]::ParameterValue, 'Install the emulator if needed, start it and wait until it responds')
            [CompletionResult]::new('down', 'down', [CompletionResultType]::ParameterValue, 'Stop the emulator; it saves its state first')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show whether the emulator is running, and where')
            [CompletionResult]::new('env', 'env', [CompletionResultType]::ParameterValue, 'Print the environment variables with which other AWS tools use the emulator')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Delete everything in the emulator; it keeps running')
            [CompletionResult]::new('mail', 'mail', [CompletionResultType]::ParameterValue, 'List the e-mails that were sent through the emulator, or show one')
            break
        }
        'provision;help;local;up' {
            break
        }
        'provision;help;local;down' {
            break
        }
        'provision;help;local;status' {
            break
        }
        'provision;help;local;env' {
            break
        }
        'provision;help;local;reset' {
            break
        }
        'provision;help;local;mail' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one e-mail: its text and its links')
            break
        }
        'provision;help;local;mail;show' {
            break
        }
        'provision;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
