using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using GatewayLogs.Emulator.Http;

namespace GatewayLogs.Emulator.Queries;

/// <summary>The columns that a patch sets. Null clears a column; columns that are not included keep their value.</summary>
internal sealed class LogPatch
{
    private const int MaximumMetadataEntries = 5;

    private readonly Dictionary<string, object?> _columns = new(StringComparer.Ordinal);
    private readonly List<ApiError> _errors = [];

    /// <summary>Gets the columns to set.</summary>
    public IReadOnlyDictionary<string, object?> Columns => _columns;

    /// <summary>Gets the validation errors of the body.</summary>
    public IReadOnlyList<ApiError> Errors => _errors;

    /// <summary>Reads the body of a patch. An empty body sets nothing.</summary>
    public static LogPatch Read(ReadOnlyMemory<byte> body)
    {
        var patch = new LogPatch();
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
            using var document = JsonDocument.Parse(body);
            patch.ReadMembers(document.RootElement);
        }
        catch (JsonException)
        {
            patch._errors.Add(ApiError.Invalid("Invalid JSON", "body"));
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json throws this exception for a string with an unpaired surrogate.
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
        if (root.TryGetProperty("metadata", out var metadata))
        {
            _columns["metadata"] = metadata.ValueKind == JsonValueKind.Null ? null : ReadMetadata(metadata);
        }
    }

    private void ReadNumber(JsonElement root, string name, double minimum, double maximum)
    {
        if (!root.TryGetProperty(name, out var member))
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

    // Rewritten instead of stored as sent, so that a duplicate key is stored once, with its last value.
    private string? ReadMetadata(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
        {
            _errors.Add(ApiError.Invalid("Expected object", "body", "metadata"));
            return null;
        }

        var entries = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var entry in metadata.EnumerateObject())
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

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WireJson.Options))
        {
            json.WriteStartObject();
            foreach ((var key, var value) in entries)
            {
                json.WritePropertyName(key);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
