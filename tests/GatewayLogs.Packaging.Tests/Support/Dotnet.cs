namespace GatewayLogs.Tests;

/// <summary>Runs the .NET CLI in the environment of a user.</summary>
internal static class Dotnet
{
    private static readonly Dictionary<string, string?> s_environment = new()
    {
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1", // A node that stays alive would keep the redirected output open.
        ["UseSharedCompilation"] = "true", // Uses the running compiler server; without node reuse it is off by default.
        ["CI"] = null,
    };

    /// <summary>Runs a command that must succeed.</summary>
    /// <returns>The output.</returns>
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
