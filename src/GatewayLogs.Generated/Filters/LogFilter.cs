namespace GatewayLogs;

/// <summary>Builds conditions by name and type, as in <c>LogFilter.Model.EqualTo("gpt-4o")</c>.</summary>
/// <remarks>
/// One member for each of the keys that the document lists; <see cref="Key"/> is for those it does not. The two keys of metadata come
/// with <see cref="Metadata"/>, which compares the value of one named entry and so is what is nearly always meant.
/// </remarks>
public static class LogFilter
{
    /// <summary>The fields by their keys. Each member below adds itself: this is the one table that builds, reads and checks filters.</summary>
    private static readonly Dictionary<string, LogFilterField> s_fields = [];

    /// <summary>The id of the log.</summary>
    public static LogFilterText Id { get; } = Text(GatewayLogFilterKey.Id, row => row.Id);

    /// <summary>When the call was made.</summary>
    public static LogFilterInstant CreatedAt { get; } = Add(new LogFilterInstant(WireName.Of(GatewayLogFilterKey.CreatedAt), row => row.CreatedAt));

    /// <summary>The content type of the request.</summary>
    public static LogFilterText RequestContentType { get; } = Text(GatewayLogFilterKey.RequestContentType, row => row.RequestContentType);

    /// <summary>The content type of the response.</summary>
    public static LogFilterText ResponseContentType { get; } = Text(GatewayLogFilterKey.ResponseContentType, row => row.ResponseContentType);

    /// <summary>The type of the request.</summary>
    public static LogFilterText RequestType { get; } = Text(GatewayLogFilterKey.RequestType, row => row.RequestType);

    /// <summary>Whether the call succeeded.</summary>
    public static LogFilterBoolean Success { get; } = Boolean(GatewayLogFilterKey.Success, row => row.Success);

    /// <summary>Whether the answer came from the gateway's cache.</summary>
    public static LogFilterBoolean Cached { get; } = Boolean(GatewayLogFilterKey.Cached, row => row.Cached);

    /// <summary>The provider that was called.</summary>
    public static LogFilterText Provider { get; } = Text(GatewayLogFilterKey.Provider, row => row.Provider);

    /// <summary>The model that was called.</summary>
    public static LogFilterText Model { get; } = Text(GatewayLogFilterKey.Model, row => row.Model);

    /// <summary>The type of the model.</summary>
    public static LogFilterText ModelType { get; } = Text(GatewayLogFilterKey.ModelType, row => row.ModelType);

    /// <summary>What the call cost, in US dollars.</summary>
    public static LogFilterNumber Cost { get; } = Number(GatewayLogFilterKey.Cost, row => row.Cost);

    /// <summary>The tokens of request and response together. Rows do not show them, so this filter cannot be checked on them.</summary>
    public static LogFilterNumber Tokens { get; } = Number(GatewayLogFilterKey.Tokens, null);

    /// <summary>The tokens of the request.</summary>
    public static LogFilterNumber TokensIn { get; } = Number(GatewayLogFilterKey.TokensIn, row => row.TokensIn);

    /// <summary>The tokens of the response.</summary>
    public static LogFilterNumber TokensOut { get; } = Number(GatewayLogFilterKey.TokensOut, row => row.TokensOut);

    /// <summary>How long the call took, in milliseconds.</summary>
    public static LogFilterNumber Duration { get; } = Number(GatewayLogFilterKey.Duration, row => row.Duration);

    /// <summary>The feedback given to the answer, from -1 to 1.</summary>
    public static LogFilterNumber Feedback { get; } = Number(GatewayLogFilterKey.Feedback, row => row.Feedback);

    /// <summary>The id of the event.</summary>
    public static LogFilterText EventId { get; } = Text(GatewayLogFilterKey.EventId, row => row.EventId);

    /// <summary>The names of the entries of the metadata; any may match. To compare the value of one entry, use <see cref="Metadata"/>.</summary>
    public static LogFilterText MetadataKey { get; } = Text(GatewayLogFilterKey.MetadataKey, ManyValues);

    /// <summary>The values of the entries of the metadata; any may match. To compare the value of one entry, use <see cref="Metadata"/>.</summary>
    public static LogFilterText MetadataValue { get; } = Text(GatewayLogFilterKey.MetadataValue, ManyValues);

    /// <summary>Whether the call to the gateway was authenticated.</summary>
    public static LogFilterBoolean Authentication { get; } = Boolean(GatewayLogFilterKey.Authentication, row => row.Authentication);

    /// <summary>Whether the call was billed through Cloudflare.</summary>
    public static LogFilterBoolean Wholesale { get; } = Boolean(GatewayLogFilterKey.Wholesale, row => row.Wholesale);

    /// <summary>Whether the call came in the form of another API. Rows do not show it, so this filter cannot be checked on them.</summary>
    public static LogFilterBoolean CompatibilityMode { get; } = Boolean(GatewayLogFilterKey.CompatibilityMode, null);

    /// <summary>What data loss prevention did with the call.</summary>
    public static LogFilterText DlpAction { get; } = Text(GatewayLogFilterKey.DlpAction, row => row.DlpAction);

    /// <summary>The user agent of the caller.</summary>
    public static LogFilterText UserAgent { get; } = Text(GatewayLogFilterKey.UserAgent, row => row.UserAgent);

    /// <summary>The logs whose metadata has this entry with this value.</summary>
    /// <remarks>
    /// The service compares names and values apart, so it also gives logs that have the name with another value and the value under another
    /// name. The client leaves those out of every list, and never deletes by such a condition alone.
    /// </remarks>
    /// <param name="name">The name of the entry.</param>
    /// <param name="value">The value of the entry; a number or boolean is compared as it is written in JSON.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">A part is missing or is no well-formed text.</exception>
    public static GatewayLogFilter Metadata(string name, string value) => GatewayLogFilter.OfEntry(name, value);

    /// <summary>A field with text that the service has and the document does not list yet. It cannot be checked on the rows.</summary>
    /// <remarks>For a field of another type, use a constructor of <see cref="GatewayLogFilter"/>.</remarks>
    /// <param name="key">The field as it is spelled on the wire; letters, digits, underscores and dots.</param>
    /// <returns>The field.</returns>
    public static LogFilterText Key(string key) => new(key, null);

    /// <summary>Returns the field with this key; null when the document does not list it.</summary>
    internal static LogFilterField? Find(string key) => s_fields.GetValueOrDefault(key);

    /// <summary>Rows show metadata, but as several entries: <see cref="FilterCheck"/> compares each entry.</summary>
    private static string? ManyValues(GatewayLog row) => null;

    private static LogFilterText Text(GatewayLogFilterKey key, Func<GatewayLog, string?>? read) => Add(new LogFilterText(WireName.Of(key), read));

    private static LogFilterBoolean Boolean(GatewayLogFilterKey key, Func<GatewayLog, bool?>? read) => Add(new LogFilterBoolean(WireName.Of(key), read));

    private static LogFilterNumber Number(GatewayLogFilterKey key, Func<GatewayLog, decimal?>? read) => Add(new LogFilterNumber(WireName.Of(key), read));

    private static T Add<T>(T field)
        where T : LogFilterField
    {
        s_fields.Add(field.Key, field);
        return field;
    }
}
