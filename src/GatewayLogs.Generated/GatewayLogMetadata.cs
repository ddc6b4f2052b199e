using System.Collections;
using System.Diagnostics.CodeAnalysis;
using GatewayLogs.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs;

/// <summary>Custom metadata that a caller attached to a request: entries with a name and a string, number or boolean.</summary>
/// <remarks>
/// Schema <c>GatewayLogMetadata</c> in the OpenAPI document. The service returns an object, although Cloudflare's schema declares a string;
/// a string that contains a JSON object is parsed as that object. <see cref="ToString"/> omits the entries, because they can be personal
/// data.
/// </remarks>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "Cloudflare's schema calls it metadata.")]
[JsonConverter(typeof(GatewayLogMetadataConverter))]
[System.Text.Json.Serialization.JsonConverter(typeof(GatewayLogMetadataJsonConverter))]
public sealed class GatewayLogMetadata : IReadOnlyDictionary<string, JToken?>
{
    private readonly Dictionary<string, JToken?> _entries = [];

    /// <summary>Creates metadata without entries.</summary>
    public GatewayLogMetadata()
    {
    }

    /// <summary>Creates metadata from the JSON of a response: an object, a string or any other value.</summary>
    internal GatewayLogMetadata(JToken raw)
    {
        Raw = raw;
        foreach (var (name, value) in AsObject(raw) ?? [])
        {
            _entries[name] = value;
        }
    }

    /// <summary>Gets the string if the service returned metadata as a string; otherwise null.</summary>
    [JsonIgnore]
    public string? Text => Raw is { Type: JTokenType.String } ? (string?)Raw : null;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _entries.Keys;

    /// <inheritdoc/>
    public IEnumerable<JToken?> Values => _entries.Values;

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <summary>Gets the JSON that the metadata was created from; null after an entry was set.</summary>
    internal JToken? Raw { get; private set; }

    /// <summary>Gets whether the metadata consists of entries; false if the service returned text, a number or an array.</summary>
    internal bool IsObject => Raw is null || AsObject(Raw) is not null;

    /// <summary>Gets or sets the value of an entry.</summary>
    /// <param name="key">The name of the entry.</param>
    /// <exception cref="KeyNotFoundException">There is no entry with this name.</exception>
    public JToken? this[string key]
    {
        get => _entries[key];
        set
        {
            _entries[key] = value;
            Raw = null;
        }
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JToken? value) => _entries.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, JToken?>> GetEnumerator() => _entries.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns the number of entries. The entries are omitted, because they can be personal data.</summary>
    /// <returns>For example <c>2 entries</c>.</returns>
    public override string ToString() => Count == 1 ? "1 entry" : $"{Count} entries";

    private static JObject? AsObject(JToken raw)
    {
        if (raw is not JValue { Type: JTokenType.String } text)
        {
            return raw as JObject;
        }

        try
        {
            using var reader = new JsonTextReader(new StringReader((string)text!))
            {
                DateParseHandling = DateParseHandling.None,
                FloatParseHandling = FloatParseHandling.Decimal,
            };
            return JToken.ReadFrom(reader) as JObject;
        }
        catch (JsonException)
        {
            // Metadata can be any text. Text that is not JSON has no entries and is available as Text.
            return null;
        }
    }
}
