using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Updating;

/// <summary>One line of many updates, such as <c>{"id":"…","feedback":1,"metadata":{"reviewed":true}}</c>: a field that is missing is left alone, null clears it.</summary>
internal sealed record UpdateLine(string Id, GatewayLogUpdate Update)
{
    private const string Form = "Expected is an object with id and some of feedback, score and metadata, such as {\"id\":\"01J4W6Z5QF3N8H2K7V9XBTCMRD\",\"feedback\":1}.";

    /// <exception cref="FormatException">The line is malformed; the message says what was expected.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of the range of its field.</exception>
    public static UpdateLine Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Of(document.RootElement);
        }
        catch (JsonException exception)
        {
            // Not its message: that may quote the line.
            throw new FormatException($"It is not JSON, from byte {exception.BytePositionInLine ?? 0} on. {Form}");
        }
        catch (InvalidOperationException)
        {
            throw new FormatException($"It holds half of a surrogate pair, which is no text. {Form}");
        }
    }

    private static UpdateLine Of(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String)
        {
            throw new FormatException($"It has no id. {Form}");
        }

        foreach (var member in line.EnumerateObject().Where(member => member.Name is not ("id" or "feedback" or "score" or "metadata")))
        {
            throw new FormatException($"It has the member {member.Name}. {Form}");
        }

        var update = new GatewayLogUpdate
        {
            Feedback = line.TryGetProperty("feedback", out var feedback) ? GetNumber("feedback", feedback) : default(Optional<decimal?>),
            Score = line.TryGetProperty("score", out var score) ? GetNumber("score", score) : default(Optional<decimal?>),
            Metadata = line.TryGetProperty("metadata", out var metadata) ? ParseMetadata(metadata) : default(Optional<GatewayLogMetadata?>),
        };
        return update.Feedback.IsDefined || update.Score.IsDefined || update.Metadata.IsDefined
            ? new UpdateLine(id.GetString()!, update)
            : throw new FormatException($"It changes nothing. {Form}");
    }

    private static decimal? GetNumber(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        _ => throw new FormatException($"Its {name} is neither a number nor null."),
    };

    private static GatewayLogMetadata? ParseMetadata(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("Its metadata is neither an object nor null.");
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
                _ => throw new FormatException($"Its metadata has {entry.Name}, which is no text, number of up to 28 digits, boolean or null."),
            };
        }

        return metadata;
    }
}
