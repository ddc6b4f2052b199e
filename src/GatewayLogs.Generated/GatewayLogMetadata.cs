using System.Collections;
using System.Diagnostics.CodeAnalysis;
using GatewayLogs.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs;

/// <summary>The entries that a caller attached to a call: names with strings, numbers or booleans.</summary>
/// <remarks>
/// Section GatewayLogMetadata of the document. It arrives as an object, although Cloudflare's schema says a string; a string that holds
/// an object is read as that object. It prints without its entries, which may be personal data.
/// </remarks>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "Metadata is the document's word for it.")]
[JsonConverter(typeof(GatewayLogMetadataConverter))]
[System.Text.Json.Serialization.JsonConverter(typeof(GatewayLogMetadataJsonConverter))]
public sealed class GatewayLogMetadata : IReadOnlyDictionary<string, JToken?>
{
    private readonly Dictionary<string, JToken?> _entries = [];

    /// <summary>Creates metadata without entries.</summary>
    public GatewayLogMetadata()
    {
    }

    /// <summary>Reads metadata in whatever form it arrived.</summary>
    internal GatewayLogMetadata(JToken raw)
    {
        Raw = raw;
        foreach (var (name, value) in AsObject(raw) ?? [])
        {
            _entries[name] = value;
        }
    }

    /// <summary>The text, when metadata arrived as a string; otherwise null.</summary>
    [JsonIgnore]
    public string? Text => Raw is { Type: JTokenType.String } ? (string?)Raw : null;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _entries.Keys;

    /// <inheritdoc/>
    public IEnumerable<JToken?> Values => _entries.Values;

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <summary>What arrived, until an entry is set.</summary>
    internal JToken? Raw { get; private set; }

    /// <summary>Whether it consists of entries, or arrived as something that has none.</summary>
    internal bool IsObject => Raw is null || AsObject(Raw) is not null;

    /// <summary>The value of an entry.</summary>
    /// <param name="key">The name of the entry.</param>
    /// <exception cref="KeyNotFoundException">There is no such entry to get.</exception>
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

    /// <summary>Tells how many entries there are, never what they say.</summary>
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
            using var reader = new JsonTextReader(new StringReader((string)text!)) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal };
            return JToken.ReadFrom(reader) as JObject;
        }
        catch (JsonException)
        {
            // Any text may be metadata: one that is no JSON has no entries and stays readable as Text.
            return null;
        }
    }
}
