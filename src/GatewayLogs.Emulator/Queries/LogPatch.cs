using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using GatewayLogs.Emulator.Http;

namespace GatewayLogs.Emulator.Queries;

/// <summary>The columns a patch sets; null clears, and a column that is not named is left alone.</summary>
internal sealed class LogPatch
{
    private const int MaximumMetadataEntries = 5;

    private readonly Dictionary<string, object?> _columns = new(StringComparer.Ordinal);
    private readonly List<ApiError> _errors = [];

    /// <summary>The columns to set.</summary>
    public IReadOnlyDictionary<string, object?> Columns => _columns;

    /// <summary>What was wrong with the body.</summary>
    public IReadOnlyList<ApiError> Errors => _errors;

    /// <summary>Reads the body of a patch. No body at all sets nothing.</summary>
    public static LogPatch Read(ReadOnlyMemory<byte> body)
    {
        LogPatch patch = new();
        if (body.IsEmpty)
        {
            return patch;
        }

        if (!Utf8.IsValid(body.Span))
        {
            patch._errors.Add(ApiError.Invalid("Invalid UTF-8", "body"));
            return patch;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            patch.ReadMembers(document.RootElement);
        }
        catch (JsonException)
        {
            patch._errors.Add(ApiError.Invalid("Invalid JSON", "body"));
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for a string that is half a surrogate pair.
            patch._errors.Add(ApiError.Invalid("Invalid Unicode in a string", "body"));
        }

        return patch;
    }

    private void ReadMembers(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            _errors.Add(ApiError.Invalid("Expected object", "body"));
            return;
        }

        ReadNumber(root, "feedback", minimum: -1, maximum: 1);
        ReadNumber(root, "score", minimum: 0, maximum: 100);
        if (root.TryGetProperty("metadata", out JsonElement metadata))
        {
            _columns["metadata"] = metadata.ValueKind == JsonValueKind.Null ? null : ReadMetadata(metadata);
        }
    }

    private void ReadNumber(JsonElement root, string name, double minimum, double maximum)
    {
        if (!root.TryGetProperty(name, out JsonElement member))
        {
            return;
        }

        _columns[name] = member.ValueKind == JsonValueKind.Number ? member.GetDouble() : null;
        if (member.ValueKind is not (JsonValueKind.Number or JsonValueKind.Null))
        {
            _errors.Add(ApiError.Invalid("Expected number", "body", name));
        }
        else if (_columns[name] is double number && number < minimum)
        {
            _errors.Add(ApiError.Invalid($"Number must be greater than or equal to {minimum}", "body", name));
        }
        else if (_columns[name] is double bigger && bigger > maximum)
        {
            _errors.Add(ApiError.Invalid($"Number must be less than or equal to {maximum}", "body", name));
        }
    }

    // Written anew rather than kept as sent: a key that was sent twice counts once, with its last value.
    private string? ReadMetadata(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
        {
            _errors.Add(ApiError.Invalid("Expected object", "body", "metadata"));
            return null;
        }

        Dictionary<string, JsonElement> entries = new(StringComparer.Ordinal);
        foreach (JsonProperty entry in metadata.EnumerateObject())
        {
            entries[entry.Name] = entry.Value;
            if (entry.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                _errors.Add(ApiError.Invalid("Expected string, number, boolean or null", "body", "metadata", entry.Name));
            }
        }

        if (entries.Count > MaximumMetadataEntries)
        {
            _errors.Add(ApiError.Invalid($"Object must have at most {MaximumMetadataEntries} entries", "body", "metadata"));
        }

        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, WireJson.Options))
        {
            json.WriteStartObject();
            foreach ((string key, JsonElement value) in entries)
            {
                json.WritePropertyName(key);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
