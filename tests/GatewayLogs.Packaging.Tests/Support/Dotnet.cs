namespace GatewayLogs.Tests;

/// <summary>The command line of the SDK, as somebody else on this machine would run it.</summary>
internal static class Dotnet
{
    private static readonly Dictionary<string, string?> s_environment = new()
    {
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1", // A build that stays behind would keep our end of its output open.
        ["UseSharedCompilation"] = "true", // The compiler that other builds have warmed; it is off where nodes are not reused.
        ["CI"] = null,
    };

    /// <summary>Runs a command that must succeed.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string workingDirectory, params string[] arguments)
    {
        var run = await TryAsync(workingDirectory, arguments);
        Assert.That(run.ExitCode, Is.Zero, $"dotnet {string.Join(' ', arguments)}\n{run.Output}\n{run.Error}");
        return run.Output;
    }

    /// <summary>Runs a command that may fail.</summary>
    public static Task<ToolRun> TryAsync(string workingDirectory, params string[] arguments) =>
        ToolRun.StartAsync("dotnet", workingDirectory, arguments, s_environment);
}
