using System.Diagnostics;

namespace GatewayLogs.Tests;

/// <summary>What a program printed, and how it ended.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public static async Task<ToolRun> StartAsync(string program, string workingDirectory, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ToolRun(process.ExitCode, await output, await error);
    }

    public static async Task SucceedAsync(string program, string workingDirectory, params IEnumerable<string> arguments)
    {
        var run = await StartAsync(program, workingDirectory, arguments);
        Assert.That(run.ExitCode, Is.Zero, $"{program} failed:\n{run.Output}\n{run.Error}");
    }
}
