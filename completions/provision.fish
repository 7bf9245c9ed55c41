# Completion of provision for fish. The program itself knows what may come next: it is asked for each word.

function __provision_candidates
    set -l words (commandline --current-process --tokenize --cut-at-cursor)
    set -l current (commandline --current-token --cut-at-cursor)
    set -l plain (string unescape -- "$current"; or printf '%s' "$current")
    for line in (command provision __complete fish (count $words) -- $words "$plain" 2>/dev/null </dev/null)
        switch $line
            case \tfiles \tfolders
                set -l option (string match --regex -- '^-[^=]*=' "$plain")
                set -l paths (__fish_complete_path (string sub --start (math (string length -- "$option") + 1) -- "$plain"))
                test $line = \tfolders; and set paths (string replace --regex -- '\t.*' '' $paths | string match -- '*/')
                for path in $paths
                    printf '%s%s\n' "$option" $path
                end
            case '*'
                printf '%s\n' $line
        end
    end
end

complete --command provision --no-files --keep-order --arguments '(__provision_candidates)'
