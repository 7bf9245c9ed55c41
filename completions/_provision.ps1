
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
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on: one of those the project file lists')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; given alone, everything goes into it')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Named profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Address that stands in for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml here or in a folder above, else the one built in]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Work on this machine''s emulator instead of AWS; it is started when needed')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to questions; lifts no protection')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to questions; lifts no protection')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; a question that is left open is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;completion' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage to work on: one of those the project file lists')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Home region; given alone, everything goes into it')
            [CompletionResult]::new('--workflow-region', '--workflow-region', [CompletionResultType]::ParameterName, 'Region in which the workflows run [default: the home region if --region is given, else the project file''s]')
            [CompletionResult]::new('--replica-region', '--replica-region', [CompletionResultType]::ParameterName, 'Further region that holds a copy of the data; may be repeated (the variable takes a comma-separated list)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Named profile of the AWS configuration files')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Address that stands in for every AWS service')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Project file [default: provision.yaml here or in a folder above, else the one built in]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the result on standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR is honoured')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Work on this machine''s emulator instead of AWS; it is started when needed')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no progress and no notes, only the result and errors')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to questions; lifts no protection')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to questions; lifts no protection')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; a question that is left open is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'provision;help' {
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'provision;help;completion' {
            break
        }
        'provision;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
