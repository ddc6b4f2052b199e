namespace GatewayLogs;

/// <summary>Creates filters on named fields, as in <c>LogFilter.Model.EqualTo("gpt-4o")</c>.</summary>
/// <remarks>
/// There is one property for each key in the OpenAPI document; use <see cref="Key"/> for other keys. To filter by the value of a metadata
/// entry, use <see cref="Metadata"/> instead of the two metadata properties.
/// </remarks>
public static class LogFilter
{
    /// <summary>
    /// The fields by key. Each property below adds its field to this table, which creating, evaluating and parsing filters share.
    /// </summary>
    private static readonly Dictionary<string, LogFilterField> s_fields = [];

    /// <summary>Gets the id of the log.</summary>
    public static LogFilterText Id { get; } = Text(GatewayLogFilterKey.Id, row => row.Id);

    /// <summary>Gets the time of the request.</summary>
    public static LogFilterInstant CreatedAt { get; } = Add(new LogFilterInstant(WireName.GetName(GatewayLogFilterKey.CreatedAt), row => row.CreatedAt));

    /// <summary>Gets the content type of the request.</summary>
    public static LogFilterText RequestContentType { get; } = Text(GatewayLogFilterKey.RequestContentType, row => row.RequestContentType);

    /// <summary>Gets the content type of the response.</summary>
    public static LogFilterText ResponseContentType { get; } = Text(GatewayLogFilterKey.ResponseContentType, row => row.ResponseContentType);

    /// <summary>Gets the type of the request.</summary>
    public static LogFilterText RequestType { get; } = Text(GatewayLogFilterKey.RequestType, row => row.RequestType);

    /// <summary>Gets whether the request succeeded.</summary>
    public static LogFilterBoolean Success { get; } = Boolean(GatewayLogFilterKey.Success, row => row.Success);

    /// <summary>Gets whether the response came from the gateway's cache.</summary>
    public static LogFilterBoolean Cached { get; } = Boolean(GatewayLogFilterKey.Cached, row => row.Cached);

    /// <summary>Gets the provider that the gateway called.</summary>
    public static LogFilterText Provider { get; } = Text(GatewayLogFilterKey.Provider, row => row.Provider);

    /// <summary>Gets the model that the gateway called.</summary>
    public static LogFilterText Model { get; } = Text(GatewayLogFilterKey.Model, row => row.Model);

    /// <summary>Gets the type of the model.</summary>
    public static LogFilterText ModelType { get; } = Text(GatewayLogFilterKey.ModelType, row => row.ModelType);

    /// <summary>Gets the cost of the request in US dollars.</summary>
    public static LogFilterNumber Cost { get; } = Number(GatewayLogFilterKey.Cost, row => row.Cost);

    /// <summary>
    /// Gets the number of tokens in the request and response together. Listed logs do not contain it, so the filter cannot be verified.
    /// </summary>
    public static LogFilterNumber Tokens { get; } = Number(GatewayLogFilterKey.Tokens, null);

    /// <summary>Gets the number of tokens in the request.</summary>
    public static LogFilterNumber TokensIn { get; } = Number(GatewayLogFilterKey.TokensIn, row => row.TokensIn);

    /// <summary>Gets the number of tokens in the response.</summary>
    public static LogFilterNumber TokensOut { get; } = Number(GatewayLogFilterKey.TokensOut, row => row.TokensOut);

    /// <summary>Gets the duration of the request in milliseconds.</summary>
    public static LogFilterNumber Duration { get; } = Number(GatewayLogFilterKey.Duration, row => row.Duration);

    /// <summary>Gets the feedback on the response, from -1 to 1.</summary>
    public static LogFilterNumber Feedback { get; } = Number(GatewayLogFilterKey.Feedback, row => row.Feedback);

    /// <summary>Gets the id of the event.</summary>
    public static LogFilterText EventId { get; } = Text(GatewayLogFilterKey.EventId, row => row.EventId);

    /// <summary>
    /// Gets the names of metadata entries, of which any can match. To compare the value of a named entry, use <see cref="Metadata"/>.
    /// </summary>
    public static LogFilterText MetadataKey { get; } = Text(GatewayLogFilterKey.MetadataKey, ManyValues);

    /// <summary>
    /// Gets the values of metadata entries, of which any can match. To compare the value of a named entry, use <see cref="Metadata"/>.
    /// </summary>
    public static LogFilterText MetadataValue { get; } = Text(GatewayLogFilterKey.MetadataValue, ManyValues);

    /// <summary>Gets whether the request to the gateway was authenticated.</summary>
    public static LogFilterBoolean Authentication { get; } = Boolean(GatewayLogFilterKey.Authentication, row => row.Authentication);

    /// <summary>Gets whether the request was billed through Cloudflare.</summary>
    public static LogFilterBoolean Wholesale { get; } = Boolean(GatewayLogFilterKey.Wholesale, row => row.Wholesale);

    /// <summary>
    /// Gets whether the request used the format of another provider's API. Listed logs do not contain it, so the filter cannot be verified.
    /// </summary>
    public static LogFilterBoolean CompatibilityMode { get; } = Boolean(GatewayLogFilterKey.CompatibilityMode, null);

    /// <summary>Gets the action that data loss prevention took.</summary>
    public static LogFilterText DlpAction { get; } = Text(GatewayLogFilterKey.DlpAction, row => row.DlpAction);

    /// <summary>Gets the user agent of the caller.</summary>
    public static LogFilterText UserAgent { get; } = Text(GatewayLogFilterKey.UserAgent, row => row.UserAgent);

    /// <summary>Creates a filter that matches logs whose metadata has an entry with this name and one of these values.</summary>
    /// <remarks>
    /// The service evaluates names and values separately, so it also returns logs that have the name and the value in different entries.
    /// The client removes those logs from lists, and verifies the entry before it deletes a log.
    /// </remarks>
    /// <param name="name">The name of the entry.</param>
    /// <param name="values">The value of the entry, or several alternatives. Numbers and booleans are compared as their JSON text.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">A part is missing or is not valid Unicode text.</exception>
    public static GatewayLogFilter Metadata(string name, params IReadOnlyList<string> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        return values.Contains(null!)
            ? throw new ArgumentNullException(nameof(values), $"A value of the metadata entry {name} is null. Pass text.")
            : new GatewayLogFilter(name, values);
    }

    /// <summary>
    /// Creates a text field that the OpenAPI document does not list yet. Filters on it cannot be verified on listed logs.
    /// </summary>
    /// <remarks>For a field of another type, use a constructor of <see cref="GatewayLogFilter"/>.</remarks>
    /// <param name="key">The name of the field in the API: letters, digits, underscores and dots.</param>
    /// <returns>The field.</returns>
    public static LogFilterText Key(string key) => new(key, null);

    /// <summary>Returns the field with this key; null if the OpenAPI document does not list it.</summary>
    internal static LogFilterField? Find(string key) => s_fields.GetValueOrDefault(key);

    /// <summary>Returns null: metadata has several entries, which <see cref="FilterCheck"/> compares individually.</summary>
    private static string? ManyValues(GatewayLog row) => null;

    private static LogFilterText Text(GatewayLogFilterKey key, Func<GatewayLog, string?>? read) => Add(new LogFilterText(WireName.GetName(key), read));

    private static LogFilterBoolean Boolean(GatewayLogFilterKey key, Func<GatewayLog, bool?>? read) => Add(new LogFilterBoolean(WireName.GetName(key), read));

    private static LogFilterNumber Number(GatewayLogFilterKey key, Func<GatewayLog, decimal?>? read)
    {
        var name = WireName.GetName(key);
        return Add(new LogFilterNumber(name, read is null ? null : row => row.GetUnrounded(name) ?? read(row)));
    }

    private static T Add<T>(T field)
        where T : LogFilterField
    {
        s_fields.Add(field.Key, field);
        return field;
    }
}
