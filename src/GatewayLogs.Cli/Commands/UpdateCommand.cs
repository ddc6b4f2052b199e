using System.CommandLine;
using System.Globalization;
using System.Text;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Files;
using GatewayLogs.Cli.Selecting;
using GatewayLogs.Cli.Updating;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs update</c>, which sets feedback, score and metadata of one log, or of many from standard input.</summary>
internal static class UpdateCommand
{
    private const string None = "none";

    public static Command Create(ConnectionOptions connection)
    {
        var id = new Argument<string?>("ID")
        {
            Description = "The id of the log. Without it, updates are read from standard input.", Arity = ArgumentArity.ZeroOrOne,
        };
        var feedback = new Option<string?>("--feedback") { Description = "The feedback, from -1 to 1, or none to clear it.", HelpName = "NUMBER|none" };
        var score = new Option<string?>("--score") { Description = "The score, from 0 to 100, or none to clear it.", HelpName = "NUMBER|none" };
        var metadata = new Option<string[]>("--metadata")
        {
            Description =
                "A metadata entry with a text value, or none to clear the metadata. Can be specified more than once. Replaces all existing entries.",
            HelpName = "NAME=VALUE|none",
        };
        var checkpoint = new Option<string?>("--checkpoint")
        {
            Description = "Records the applied lines in this file, so that the same command with the same input resumes after an interruption.",
            HelpName = "FILE",
        };
        var command = new Command(
            "update",
            "Sets feedback, score and metadata of one log, or of many logs from standard input: one JSON object per line, with id and any of " +
            "feedback, score and metadata. " +
            "Lines that cannot be applied are reported and skipped. The exit code is then 3, or that of the first failure if no line was applied.")
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
                    throw new FormatException(
                        "With an id, update requires --feedback, --score or --metadata, and does not support --checkpoint. Nothing was sent.");
                }

                await session.Client.UpdateLogAsync(single, update, cancellationToken);
                return ExitCodes.Success;
            }

            if (changes || !Console.IsInputRedirected)
            {
                throw new FormatException("update requires an id, or JSON lines on standard input, as in: gwlogs update < updates.ndjson. Nothing was sent.");
            }

            using var applied = AppliedLines.Open(PathArgument.Parse(checkpoint.Name, result.GetValue(checkpoint), "Name a file."));
            using var input = new StreamReader(
                Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return await new UpdateMany(session.Client.ForMany(), applied) { Progress = session.Progress }.RunAsync(input, cancellationToken);
        });
        return command.WithExamples(
            $"gwlogs update {Examples.Id} --feedback 1 --score 80",
            $"gwlogs update {Examples.Id} --metadata team=search --metadata reviewed=yes",
            "gwlogs list --failed --json id | sed 's/}/,\"feedback\":-1}/' | gwlogs update --checkpoint updates.done");
    }

    private static decimal? GetNumber(string name, string text) =>
        text == None ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"{name}: '{text}' is not a number. Specify a number, or {None} to clear the value.");

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
