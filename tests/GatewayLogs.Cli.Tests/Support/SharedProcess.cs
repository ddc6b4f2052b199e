using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using Newtonsoft.Json;

namespace GatewayLogs.Tests;

/// <summary>
/// A process that runs many command lines of <c>gwlogs</c>, one at a time. Most of the CPU time of a short command is needed to start and
/// compile the program. The process has the same runtime settings as <c>gwlogs</c>, pipes as its outputs, and an empty standard input. It
/// ends together with the process of the tests.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Used until the tests end.")]
internal sealed class SharedProcess
{
    private static readonly ConcurrentBag<SharedProcess> s_idle = [];

    private readonly NamedPipeServerStream _requests;

    private readonly Process _process;

    private SharedProcess(string pipe, IReadOnlyDictionary<string, string?> environment)
    {
        _requests = new NamedPipeServerStream(pipe, PipeDirection.Out);
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "exec", "--runtimeconfig", GetPath("gwlogs.runtimeconfig.json"), "--depsfile", GetPath("GatewayLogs.Cli.Tests.deps.json"),
                GetPath("GatewayLogs.Cli.Tests.dll"), pipe,
            ])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.StandardInput.Close();
    }

    /// <summary>Runs a command line in an idle process, or in a new one if all are busy.</summary>
    public static async Task<ToolRun> RunAsync(IReadOnlyDictionary<string, string?> environment, string folder, string[] arguments)
    {
        if (!s_idle.TryTake(out var process))
        {
            process = new SharedProcess($"gwlogs-{Guid.NewGuid():N}", environment);
            await process._requests.WaitForConnectionAsync();
        }

        var run = await process.RunOnceAsync(new CommandRequest(arguments, environment, folder, $"{Guid.NewGuid()}"));
        s_idle.Add(process);
        return run;
    }

    private static string GetPath(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private async Task<ToolRun> RunOnceAsync(CommandRequest request)
    {
        await _requests.WriteAsync(Encoding.UTF8.GetBytes($"{JsonConvert.SerializeObject(request)}\n"));
        var outputs = await Task.WhenAll(
            ReadAsync(_process.StandardOutput.BaseStream, request), ReadAsync(_process.StandardError.BaseStream, request));
        return new ToolRun(outputs[0].ExitCode, outputs[0].Text, outputs[1].Text);
    }

    /// <summary>Reads the output of one command.</summary>
    private static async Task<(string Text, int ExitCode)> ReadAsync(Stream stream, CommandRequest request)
    {
        var marker = Encoding.UTF8.GetBytes(request.Marker);
        var end = marker.Length + CommandRequest.ExitCodeLength;
        using var output = new MemoryStream();
        var buffer = new byte[65_536];
        while (output.Length < end || !Written()[^end..].StartsWith(marker))
        {
            var count = await stream.ReadAsync(buffer);
            Assert.That(count, Is.Positive, () => $"The process ended: {Encoding.UTF8.GetString(Written())}");
            output.Write(buffer.AsSpan(0, count));
        }

        var exitCode = int.Parse(Written()[^CommandRequest.ExitCodeLength..], NumberStyles.None, CultureInfo.InvariantCulture);
        output.SetLength(output.Length - end);
        output.Position = 0;
        using var text = new StreamReader(output);
        return (await text.ReadToEndAsync(), exitCode);

        ReadOnlySpan<byte> Written() => output.GetBuffer().AsSpan(0, (int)output.Length);
    }
}
