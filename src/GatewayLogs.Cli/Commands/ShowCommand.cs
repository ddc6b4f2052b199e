using System.CommandLine;
using System.Text;
using GatewayLogs.Cli.Chat;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs show ID</c>, which shows the conversation of a log.</summary>
internal static class ShowCommand
{
    private const string Text = "text";

    private const string Json = "json";

    public static Command Create(ConnectionOptions connection)
    {
        var id = new Argument<string>("ID") { Description = "The id of the log." };
        var output = new Option<string>("--output", "-o")
        {
            Description = "text, or json for an object with messages, tools, response, usage, error and unrecognized, which is the same for every provider.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => Text,
        };
        output.CompletionSources.Add(Text, Json);
        var noPager = new Option<bool>("--no-pager")
        {
            Description = "Prints text that is longer than the terminal at once. Default: PAGER shows it, or less.",
        };
        var command = new Command("show", "Shows the conversation of a log: messages, tool calls, response and error, and what the call cost.")
        {
            id,
            output,
            noPager,
        };
        command.RunsOnLogs(connection, async (result, source, cancellationToken) =>
        {
            var isJson = ParseFormat(result.GetRequiredValue(output)) == Json;
            var shown = await source.GetConversationAsync(result.GetRequiredValue(id), cancellationToken);
            if (isJson)
            {
                await StandardOutput.WriteTextAsync(ConversationJson.Write(shown), cancellationToken);
            }
            else
            {
                await WriteTextAsync(shown, !result.GetValue(noPager), cancellationToken);
            }

            foreach (var missing in shown.Missing)
            {
                await CommandRunner.WarnAsync(missing);
            }
        });
        return command.WithExamples(
            $"gwlogs show {Examples.Id}", $"gwlogs show {Examples.Id} --output json", $"gwlogs show {Examples.Id} --from logs.ndjson.gz");
    }

    private static string ParseFormat(string format) => format is Text or Json
        ? format
        : throw new FormatException($"--output must be {Text} or {Json}, not '{format}'.");

    private static async Task WriteTextAsync(LogConversation shown, bool usesPager, CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
        {
            var unchanged = new ConversationText(TimeZoneInfo.Utc, null, isBold: false).Write(shown);
            await StandardOutput.WriteAsync(Encoding.UTF8.GetBytes(unchanged), cancellationToken);
            return;
        }

        var profile = TerminalConsole.Open().Profile;
        var text = new ConversationText(TimeZoneInfo.Local, profile.Width, profile.Capabilities.Ansi).Write(shown);
        var isLong = text.AsSpan().Count('\n') >= profile.Height;
        if (!isLong || !usesPager || !await Pager.ShowAsync(text))
        {
            await StandardOutput.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        }
    }
}
