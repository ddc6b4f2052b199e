namespace GatewayLogs.Cli.Completing;

/// <summary>The completion scripts. They call <c>gwlogs</c> with the <c>[suggest]</c> directive of System.CommandLine.</summary>
internal static class CompletionScript
{
    public static IReadOnlyDictionary<string, string> ByShell { get; } = new Dictionary<string, string>
    {
        ["bash"] = """
            _gwlogs() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(gwlogs "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _gwlogs gwlogs

            """,
        ["zsh"] = """
            #compdef gwlogs
            _gwlogs() {
              local line="${(j: :)words[1,CURRENT]}"
              local -a suggestions
              suggestions=(${(f)"$(gwlogs "[suggest:${#line}]" "${line}" 2>/dev/null)"})
              (( ${#suggestions} )) && compadd -a suggestions || _files
            }
            # When autoloaded, this file is the body of the function at its first call.
            if [[ "${funcstack[1]}" == _gwlogs ]]; then
              _gwlogs "$@"
            else
              compdef _gwlogs gwlogs
            fi

            """,
        ["fish"] = """
            complete --command gwlogs --arguments '(gwlogs "[suggest:"(commandline --cursor)"]" (commandline) 2>/dev/null)'

            """,
        ["powershell"] = """
            Register-ArgumentCompleter -Native -CommandName gwlogs -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                gwlogs "[suggest:$cursorPosition]" "$commandAst" 2>$null | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }

            """,
    };
}
