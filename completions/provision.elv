
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
            cand --region 'Home region; given alone, everything goes into it'
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
            cand completion 'Print the completion script of a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;completion'= {
            cand --stage 'Stage to work on: one of those the project file lists'
            cand --region 'Home region; given alone, everything goes into it'
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
        &'provision;help'= {
            cand completion 'Print the completion script of a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'provision;help;completion'= {
        }
        &'provision;help;help'= {
        }
    ]
    $completions[$command]
}
