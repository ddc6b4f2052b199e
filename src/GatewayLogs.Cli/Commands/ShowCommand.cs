using System.CommandLine;
using System.Text;
using GatewayLogs.Cli.Chat;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs show ID</c>, which shows the conversation of a log.</summary>
internal static class ShowCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var id = new Argument<string>("ID") { Description = "The id of the log." };
        var format = new FormatOption([OutputFormat.Text, OutputFormat.Json, OutputFormat.Jsonl]);
        var noPager = new Option<bool>("--no-pager")
        {
            Description = "Prints text that is longer than the terminal at once. Default: PAGER shows it, or less.",
        };
        var command = new Command(
            "show",
            "Shows the conversation of a log. Prints messages, tool calls, response and error, and what the call cost. JSON is an object with "
            + "messages, tools, response, usage, error and unrecognized, which is the same for every provider.")
        {
            id, noPager,
        };
        format.AddTo(command);
        ZoneOption.AddTo(command);
        command.RunsOnLogs(connection, async (result, source, cancellationToken) =>
        {
            var (selected, zone) = (format.Read(result, piped: OutputFormat.Text), ZoneOption.Read(result));
            var shown = await source.GetConversationAsync(result.GetRequiredValue(id), cancellationToken);
            if (selected != OutputFormat.Text)
            {
                await StandardOutput.WriteTextAsync(ConversationJson.Write(shown), cancellationToken);
            }
            else
            {
                await WriteTextAsync(shown, zone, !result.GetValue(noPager), cancellationToken);
            }

            foreach (var missing in shown.Missing)
            {
                await CommandRunner.WarnAsync(missing);
            }
        });
        return command.WithExamples(
            $"gwlogs show {Examples.Id}", $"gwlogs show {Examples.Id} --output json", $"gwlogs show {Examples.Id} --from logs.ndjson.gz");
    }

    private static async Task WriteTextAsync(LogConversation shown, TimeZoneInfo zone, bool usesPager, CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
        {
            var unchanged = new ConversationText(zone, null, isBold: false).Write(shown);
            await StandardOutput.WriteAsync(Encoding.UTF8.GetBytes(unchanged), cancellationToken);
            return;
        }

        var profile = TerminalConsole.Open().Profile;
        var text = new ConversationText(zone, profile.Width, profile.Capabilities.Ansi).Write(shown);
        var isLong = text.AsSpan().Count('\n') >= profile.Height;
        if (!isLong || !usesPager || !await Pager.ShowAsync(text))
        {
            await StandardOutput.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        }
    }
}
