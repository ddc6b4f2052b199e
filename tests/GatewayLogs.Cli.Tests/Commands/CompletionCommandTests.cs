namespace GatewayLogs.Tests;

public class CompletionCommandTests
{
    [TestCase("gwlogs co", "completion count")]
    [TestCase("gwlogs list --s", "--search --since --status --success")]
    [TestCase("gwlogs decrypt --k", "--key")]
    [TestCase("gwlogs completion po", "powershell")]
    [TestCase("gwlogs export --format ", "csv messages ndjson parquet")]
    [TestCase("gwlogs list --success ", "false true")]
    [TestCase("gwlogs list --feedback ", "bad good")]
    [TestCase("gwlogs list --status 4", "401 403 408 424 429 4xx")]
    [TestCase("gwlogs list --since 2", "24h")]
    [TestCase("gwlogs list --json id,mod", "id,model id,model_type")]
    [TestCase("gwlogs list --columns er", "error")]
    [TestCase("gwlogs list --filter tokens", "tokens tokens_in tokens_out")]
    [TestCase("gwlogs stats --by day,mod", "day,model day,model_type")]
    [TestCase("gwlogs stats --sort p", "p50 p95 p99")]
    [TestCase("gwlogs delete --verify ", "all sample")]
    [TestCase("gwlogs help st", "stats")]
    [TestCase("gwlogs list --model ", "")]
    [TestCase("gwlogs get 0", "")]
    public async Task Bash_completes_commands_options_and_values(string line, string expected)
    {
        var run = await CliRunner.ShellAsync(
            null,
            $"source <(gwlogs completion bash); COMP_LINE='{line}' COMP_POINT={line.Length} COMP_WORDS=({line}) COMP_CWORD={line.Count(c => c == ' ')}; "
            + "compopt() { echo $*; }; _gwlogs; echo ${COMPREPLY[*]}; complete -p gwlogs");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Is.EqualTo($"+o default\n{expected}\ncomplete -o default -F _gwlogs gwlogs\n"));
    }

    [TestCase("gwlogs export --out ")]
    [TestCase("gwlogs export --out lo")]
    [TestCase("gwlogs list --from la")]
    [TestCase("gwlogs decrypt ")]
    public async Task Bash_completes_names_of_files_only_for_options_that_take_files(string line)
    {
        var run = await CliRunner.ShellAsync(
            null,
            $"source <(gwlogs completion bash); COMP_LINE='{line}' COMP_POINT={line.Length} COMP_WORDS=({line}) COMP_CWORD=3; "
            + "compopt() { echo $*; }; _gwlogs; echo ${#COMPREPLY[*]}");

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((0, "0\n", "")));
    }

    [TestCase("co", "completion count")]
    [TestCase("list --s", "--search --since --status --success")]
    [TestCase("export --out no-such-", "files")]
    [TestCase("get no-such-", "")]
    public async Task Zsh_completes_on_the_first_tab_after_autoload(string words, string expected)
    {
        if (!File.Exists("/usr/bin/zsh") && !File.Exists("/bin/zsh"))
        {
            Assert.Ignore("zsh is not installed. Install the package zsh.");
        }

        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.GetPath("_gwlogs"), (await CliRunner.RunAsync(null, "completion", "zsh")).Output);
        var run = await ToolRun.StartAsync("zsh", folder.Path, [
            "-f", "-c",
            $$"""
            gwlogs() { dotnet '{{CliRunner.Program}}' "$@" }
            compdef() { print compdef }; _files() { print files }; compadd() { print -r -- ${(P)2} }
            fpath=($PWD $fpath); autoload -Uz _gwlogs
            words=(gwlogs {{words}}); CURRENT=${#words}; _gwlogs
            """]);

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((0, $"{expected}\n", "")));
    }

    [TestCase("bash")]
    [TestCase("zsh")]
    [TestCase("fish")]
    [TestCase("powershell")]
    public async Task The_script_of_each_shell_requests_suggestions_from_gwlogs(string shell)
    {
        var run = await CliRunner.RunAsync(null, "completion", shell);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.Contain("gwlogs \"[suggest:").And.EndWith("\n"));
    }

    [Test]
    public async Task An_unsupported_shell_is_a_usage_error()
    {
        var run = await CliRunner.RunAsync(null, "completion", "tcsh");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain("tcsh").And.Contain("zsh"));
    }
}
