using System.CommandLine;

namespace GatewayLogs.Benchmarks.Reading;

/// <summary>Compares readers in memory, quickly.</summary>
internal static class PageCommand
{
    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each reader is measured.", DefaultValueFactory = _ => 21 };
        var command = new Command("page", "Pages in memory to models, every reader in turn in one process: quick.") { rounds };
        command.SetAction((result, _) => PageRun.RunAsync(result.GetValue(rounds), Console.Out));
        return command;
    }
}
