using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;
using Spectre.Console;

namespace GatewayLogs.Cli.Commands;

/// <summary><c>gwlogs get ID</c>: one log.</summary>
internal static class GetCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var id = new Argument<string>("ID") { Description = "The id of the log." };
        var json = JsonOption.Create();
        var command = new Command("get", "Shows one log: its fields on a terminal, one JSON object when piped.") { id, json };
        command.Runs(connection, async (result, client, cancellationToken) =>
        {
            var log = await client.GetLogAsync(result.GetRequiredValue(id), cancellationToken);
            if (JsonOption.IsWanted(result, json))
            {
                await JsonLines.WriteAsync([log], cancellationToken);
            }
            else
            {
                LogFields.Write(AnsiConsole.Console, log);
            }
        });
        return command;
    }
}
