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
              local -a suggestions
              suggestions=("${(@f)$(gwlogs "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
              compadd -a suggestions || _files
            }
            compdef _gwlogs gwlogs

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
