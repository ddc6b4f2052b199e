using System.CommandLine;
using System.Globalization;
using System.Text;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Selecting;
using GatewayLogs.Cli.Updating;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Commands;

/// <summary><c>gwlogs update</c>: feedback, score and metadata of one log, or of many from standard input.</summary>
internal static class UpdateCommand
{
    private const string None = "none";

    public static Command Create(ConnectionOptions connection)
    {
        var id = new Argument<string?>("ID") { Description = "The id of the log; without it, lines of JSON are read from standard input.", Arity = ArgumentArity.ZeroOrOne };
        var feedback = new Option<string?>("--feedback") { Description = "The feedback, from -1 to 1; none clears it.", HelpName = "NUMBER|none" };
        var score = new Option<string?>("--score") { Description = "The score, from 0 to 100; none clears it.", HelpName = "NUMBER|none" };
        var metadata = new Option<string[]>("--metadata") { Description = "An entry of the metadata, as text; repeat it for several. They take the place of all there were. none clears them.", HelpName = "NAME=VALUE|none" };
        var checkpoint = new Option<string?>("--checkpoint") { Description = "The file that remembers which lines were applied: the same command with the same input goes on after an interruption.", HelpName = "FILE" };
        var command = new Command(
            "update",
            "Sets feedback, score and metadata of one log; or of many, one JSON object a line from standard input, with id and some of feedback, score and metadata. " +
            "A line that cannot be applied is told and passed over. The command then ends with 3; if none could be applied, with the code of the first.")
        {
            id, feedback, score, metadata, checkpoint,
        };
        command.RunsInSession(connection, async (result, session, cancellationToken) =>
        {
            var update = new GatewayLogUpdate
            {
                Feedback = result.GetValue(feedback) is { } one ? GetNumber(feedback.Name, one) : default(Optional<decimal?>),
                Score = result.GetValue(score) is { } other ? GetNumber(score.Name, other) : default(Optional<decimal?>),
                Metadata = result.GetValue(metadata) is { Length: > 0 } entries ? ParseMetadata(entries) : default(Optional<GatewayLogMetadata?>),
            };
            var changes = update.Feedback.IsDefined || update.Score.IsDefined || update.Metadata.IsDefined;
            if (result.GetValue(id) is { } single)
            {
                if (!changes || result.GetValue(checkpoint) is not null)
                {
                    throw new FormatException("With an id, update takes --feedback, --score or --metadata, and no --checkpoint. Nothing was sent.");
                }

                await session.Client.UpdateLogAsync(single, update, cancellationToken);
                return ExitCodes.Success;
            }

            if (changes || !Console.IsInputRedirected)
            {
                throw new FormatException("update needs an id, or lines of JSON on standard input, as in: gwlogs update < updates.ndjson. Nothing was sent.");
            }

            using var applied = AppliedLines.Open(result.GetValue(checkpoint));
            using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return await new UpdateMany(session.Client.ForMany(), applied).RunAsync(input, cancellationToken);
        });
        return command.WithExamples(
            $"gwlogs update {Examples.Id} --feedback 1 --score 80",
            $"gwlogs update {Examples.Id} --metadata team=search --metadata reviewed=yes",
            "gwlogs list --failed --json id | sed 's/}/,\"feedback\":-1}/' | gwlogs update --checkpoint updates.done");
    }

    private static decimal? GetNumber(string name, string text) =>
        text == None ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"{name}: '{text}' is neither a number nor {None}.");

    private static GatewayLogMetadata? ParseMetadata(string[] entries)
    {
        if (entries is [None])
        {
            return null;
        }

        var metadata = new GatewayLogMetadata();
        foreach (var entry in entries)
        {
            var (name, value) = Condition.ParseEntry(entry);
            metadata[name] = new JValue(value);
        }

        return metadata;
    }
}
