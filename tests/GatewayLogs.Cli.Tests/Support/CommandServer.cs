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
            foreach (var (name, value) in request.Environment)
            {
                Environment.SetEnvironmentVariable(name, value);
            }

            Environment.CurrentDirectory = request.Folder;
            var exitCode = await GatewayLogsCommandLine.RunAsync(request.Arguments);

            var end = Encoding.UTF8.GetBytes(request.GetEnd(exitCode));
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(end);
            await using var error = Console.OpenStandardError();
            await error.WriteAsync(end);
        }
    }
}
