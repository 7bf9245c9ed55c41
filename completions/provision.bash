# Completion of provision for bash. The program itself knows what may come next: it is asked for each word.

_provision() {
    local line=$COMP_LINE words=() index=0 previous=' ' word blank start cut i
    COMPREPLY=()
    # bash splits words at = and : too. What is not separated by a blank is one word again here; the current one ends at the cursor.
    for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
        word=${COMP_WORDS[i]}
        blank=${line%%[![:space:]]*}
        line=${line#"$blank"}
        start=$((${#COMP_LINE} - ${#line}))
        line=${line#"$word"}
        cut=$word
        if ((i == COMP_CWORD && COMP_POINT >= start && COMP_POINT < start + ${#word})); then
            cut=${word:0:COMP_POINT - start}
        fi
        if ((i > COMP_CWORD && index == ${#words[@]} - 1)) && [[ -z $blank && -n $previous ]]; then
            continue
        elif ((i > 0)) && [[ -z $blank && -n $previous ]]; then
            words[${#words[@]} - 1]+=$cut
        else
            words+=("$cut")
        fi
        previous=$word
        ((i == COMP_CWORD)) && index=$((${#words[@]} - 1))
    done

    # What stands before the last = or : is not replaced by bash.
    local current=${words[index]} prefix='' breaks=''
    [[ $COMP_WORDBREAKS == *=* ]] && breaks+='='
    [[ $COMP_WORDBREAKS == *:* ]] && breaks+=':'
    [[ -n $breaks ]] && prefix=${current%"${current##*["$breaks"]}"}

    local value
    while IFS= read -r line; do
        case $line in
            $'\tfiles' | $'\tfolders')
                if ! compopt -o default 2>/dev/null; then
                    while IFS= read -r value; do
                        COMPREPLY+=("$value")
                    done < <(compgen -f -- "${current#"$prefix"}")
                fi
                return
                ;;
        esac
        value=${line%%$'\t'*}
        [[ $current == [\"\']* ]] || printf -v value %q "$value"
        COMPREPLY+=("${value#"$prefix"}")
    done < <(command provision __complete bash "$index" -- "${words[@]}" 2>/dev/null </dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace 2>/dev/null
    fi
    return 0
}

complete -o nosort -F _provision provision 2>/dev/null || complete -F _provision provision
