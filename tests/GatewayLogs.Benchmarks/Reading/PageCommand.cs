using System.CommandLine;
using GatewayLogs.Benchmarks.Rows;

namespace GatewayLogs.Benchmarks.Reading;

/// <summary>Compares readers in memory in a short run.</summary>
internal static class PageCommand
{
    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "The number of measurements of each reader.", DefaultValueFactory = _ => 21 };
        var fields = new Option<RowFields>("--fields") { Description = "The fields of a log: all observed ones, or those that Cloudflare specifies." };
        var command = new Command("page", "Deserializes pages in memory with every reader, in a single process.") { rounds, fields };
        command.SetAction((result, _) => PageRun.RunAsync(result.GetValue(rounds), result.GetValue(fields), Console.Out));
        return command;
    }
}
