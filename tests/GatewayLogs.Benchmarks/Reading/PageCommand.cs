using System.CommandLine;
using GatewayLogs.Benchmarks.Rows;

namespace GatewayLogs.Benchmarks.Reading;

/// <summary>Compares readers in memory, quickly.</summary>
internal static class PageCommand
{
    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each reader is measured.", DefaultValueFactory = _ => 21 };
        var fields = new Option<RowFields>("--fields") { Description = "Which fields a log has: all that were observed, or those that Cloudflare has specified." };
        var command = new Command("page", "Pages in memory to models, every reader in turn in one process: quick.") { rounds, fields };
        command.SetAction((result, _) => PageRun.RunAsync(result.GetValue(rounds), result.GetValue(fields), Console.Out));
        return command;
    }
}
