using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Updating;

/// <summary>
/// A line of input with one update, such as <c>{"id":"…","feedback":1,"metadata":{"reviewed":true}}</c>. A missing field is not changed;
/// null clears it.
/// </summary>
internal sealed record UpdateLine(string Id, GatewayLogUpdate Update)
{
    private const string Form = "Expected an object with id and any of feedback, score and metadata, "
        + "such as {\"id\":\"01J4W6Z5QF3N8H2K7V9XBTCMRD\",\"feedback\":1}. To change logs by their ids, "
        + "add --feedback, --score or --metadata.";

    /// <exception cref="FormatException">The line is malformed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of the range of its field.</exception>
    public static UpdateLine Parse(string text) => Read(text, FromJson);

    /// <summary>Returns the id of a line that is an id, or a JSON object whose other members are ignored, such as that of gwlogs list.</summary>
    /// <exception cref="FormatException">The line is malformed.</exception>
    public static string ParseId(string text)
    {
        var id = text.TrimStart().StartsWith('{') ? Read(text, GetId) : text.Trim();
        return id.Any(c => char.IsWhiteSpace(c) || c is ',' or '"' or '{')
            ? throw new FormatException("The line is not an id. Expected an id, or a JSON object with an id such as {\"id\":\"01J4W6Z5QF3N8H2K7V9XBTCMRD\"}.")
            : id;
    }

    private static T Read<T>(string text, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return read(document.RootElement);
        }
        catch (JsonException exception)
        {
            // The message of the exception may quote the line.
            throw new FormatException($"The line is not valid JSON at byte {exception.BytePositionInLine ?? 0}. {Form}");
        }
        catch (InvalidOperationException)
        {
            throw new FormatException($"The line contains an unpaired surrogate, which is not valid text. {Form}");
        }
    }

    private static string GetId(JsonElement line) =>
        line.ValueKind == JsonValueKind.Object && line.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()!
            : throw new FormatException($"The line has no id. {Form}");

    private static UpdateLine FromJson(JsonElement line)
    {
        var id = GetId(line);
        foreach (var member in line.EnumerateObject().Where(member => member.Name is not ("id" or "feedback" or "score" or "metadata")))
        {
            throw new FormatException($"The line has an unknown member {member.Name}. {Form}");
        }

        var update = new GatewayLogUpdate
        {
            Feedback = line.TryGetProperty("feedback", out var feedback) ? GetNumber("feedback", feedback) : default(Optional<decimal?>),
            Score = line.TryGetProperty("score", out var score) ? GetNumber("score", score) : default(Optional<decimal?>),
            Metadata = line.TryGetProperty("metadata", out var metadata) ? ParseMetadata(metadata) : default(Optional<GatewayLogMetadata?>),
        };
        return update.Feedback.IsDefined || update.Score.IsDefined || update.Metadata.IsDefined
            ? new UpdateLine(id, update)
            : throw new FormatException($"The line changes nothing. {Form}");
    }

    private static decimal? GetNumber(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        _ => throw new FormatException($"{name} must be a number or null."),
    };

    private static GatewayLogMetadata? ParseMetadata(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("metadata must be an object or null.");
        }

        var metadata = new GatewayLogMetadata();
        foreach (var entry in value.EnumerateObject())
        {
            metadata[entry.Name] = entry.Value.ValueKind switch
            {
                JsonValueKind.String => new JValue(entry.Value.GetString()),
                JsonValueKind.True or JsonValueKind.False => new JValue(entry.Value.GetBoolean()),
                JsonValueKind.Null => JValue.CreateNull(),
                JsonValueKind.Number when entry.Value.TryGetInt64(out var number) => new JValue(number),
                JsonValueKind.Number when entry.Value.TryGetDecimal(out var number) => new JValue(number),
                _ => throw new FormatException($"The metadata entry {entry.Name} must be a text, a number of up to 28 digits, a boolean or null."),
            };
        }

        return metadata;
    }
}
