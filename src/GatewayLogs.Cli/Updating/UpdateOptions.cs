using System.CommandLine;
using System.Globalization;
using GatewayLogs.Cli.Selecting;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Updating;

/// <summary>The options that change logs.</summary>
internal sealed class UpdateOptions
{
    private const string None = "none";

    private readonly Option<string?> _feedback = new("--feedback")
    {
        Description = "The feedback, from -1 to 1, or none to clear it.",
        HelpName = "NUMBER|none",
    };

    private readonly Option<string?> _score = new("--score") { Description = "The score, from 0 to 100, or none to clear it.", HelpName = "NUMBER|none" };

    private readonly Option<string[]> _metadata = new("--metadata")
    {
        Description = "A metadata entry with a text value, or none to clear the metadata. Can be specified more than once. Other entries of the log "
            + "remain: they are read first, and entries that another client sets between reading and updating are lost.",
        HelpName = "NAME=VALUE|none",
    };

    private readonly Option<bool> _replace = new("--replace-metadata")
    {
        Description = "Removes all entries that --metadata does not specify, without reading them.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_feedback, _score, _metadata, _replace])
        {
            command.Add(option);
        }
    }

    /// <exception cref="FormatException">A value is malformed, or options exclude each other.</exception>
    public LogChanges Read(ParseResult result)
    {
        var update = new GatewayLogUpdate
        {
            Feedback = result.GetValue(_feedback) is { } feedback ? GetNumber(_feedback.Name, feedback, -1, 1) : default(Optional<decimal?>),
            Score = result.GetValue(_score) is { } score ? GetNumber(_score.Name, score, 0, 100) : default(Optional<decimal?>),
            Metadata = result.GetValue(_metadata) is { Length: > 0 } entries ? ParseMetadata(entries) : default(Optional<GatewayLogMetadata?>),
        };
        return result.GetValue(_replace) && !update.Metadata.IsDefined
            ? throw new FormatException("--replace-metadata requires the entries to set. Add --metadata NAME=VALUE. Nothing was sent.")
            : new LogChanges(update, MergesMetadata: !result.GetValue(_replace))
            {
                Text = string.Join('\n', [result.GetValue(_feedback), result.GetValue(_score), .. result.GetValue(_metadata) ?? []]),
            };
    }

    private static decimal? GetNumber(string name, string text, decimal min, decimal max) =>
        text == None ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : throw new FormatException(string.Create(
            CultureInfo.InvariantCulture, $"{name}: '{text}' is not a number from {min} to {max}. Specify one, or {None} to clear the value."));

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
