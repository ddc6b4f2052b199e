using System.IO.Pipes;
using System.Text;
using GatewayLogs.Cli;
using Newtonsoft.Json;

namespace GatewayLogs.Tests;

/// <summary>The entry point of a <see cref="SharedProcess"/>: runs one command line of <c>gwlogs</c> after the other.</summary>
internal static class CommandServer
{
    public static async Task Main(string[] args)
    {
        await using var pipe = new NamedPipeClientStream(".", args[0], PipeDirection.In);
        await pipe.ConnectAsync();
        using var requests = new StreamReader(pipe);
        while (await requests.ReadLineAsync() is { } line)
        {
            var request = JsonConvert.DeserializeObject<CommandRequest>(line)!;
            var previous = request.Environment.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
            Set(request.Environment);
            Environment.CurrentDirectory = request.Folder;
            var exitCode = await GatewayLogsCommandLine.RunAsync(request.Arguments);
            Set(previous);

            var end = Encoding.UTF8.GetBytes(request.GetEnd(exitCode));
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(end);
            await using var error = Console.OpenStandardError();
            await error.WriteAsync(end);
        }
    }

    private static void Set(IReadOnlyDictionary<string, string?> environment)
    {
        foreach (var (name, value) in environment)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
