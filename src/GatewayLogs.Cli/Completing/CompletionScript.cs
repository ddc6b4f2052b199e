namespace GatewayLogs.Cli.Completing;

/// <summary>The completion scripts. They call <c>gwlogs</c> with the <c>[suggest]</c> directive of System.CommandLine.
/// <see cref="CompletionValues.Files"/> makes them complete names of files.</summary>
internal static class CompletionScript
{
    public static IReadOnlyDictionary<string, string> ByShell { get; } = new Dictionary<string, string>
    {
        ["bash"] = """
            _gwlogs() {
              local IFS=$'\n'
              local suggestions="$(gwlogs "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)"
              COMPREPLY=()
              if [[ "${suggestions}" != *:files* ]]; then
                # Bash 3 has no compopt, and completes names of files if there is no suggestion.
                compopt +o default 2>/dev/null
                COMPREPLY=($(compgen -W "${suggestions}" -- "${COMP_WORDS[COMP_CWORD]}"))
              fi
            }
            complete -o default -F _gwlogs gwlogs

            """,
        ["zsh"] = """
            #compdef gwlogs
            _gwlogs() {
              local line="${(j: :)words[1,CURRENT]}"
              local -a suggestions
              suggestions=(${(f)"$(gwlogs "[suggest:${#line}]" "${line}" 2>/dev/null)"})
              [[ "${suggestions}" == *:files* ]] && _files || compadd -a suggestions
            }
            # When autoloaded, this file is the body of the function at its first call.
            if [[ "${funcstack[1]}" == _gwlogs ]]; then
              _gwlogs "$@"
            else
              compdef _gwlogs gwlogs
            fi

            """,
        ["fish"] = """
            function _gwlogs
              set --local suggestions (gwlogs "[suggest:"(commandline --cursor)"]" (commandline) 2>/dev/null)
              string match --quiet '*:files' -- $suggestions; and __fish_complete_path (commandline --current-token); or printf '%s\n' $suggestions
            end
            complete --command gwlogs --no-files --arguments '(_gwlogs)'

            """,
        ["powershell"] = """
            Register-ArgumentCompleter -Native -CommandName gwlogs -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $suggestions = gwlogs "[suggest:$cursorPosition]" "$commandAst" 2>$null
                if ($suggestions -like '*:files') { return } # PowerShell then completes names of files.
                $suggestions | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }

            """,
    };
}
