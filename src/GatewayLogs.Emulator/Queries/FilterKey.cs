namespace GatewayLogs.Emulator.Queries;

/// <summary>The type of a filter key's values.</summary>
internal enum FilterType
{
    Text,
    Number,
    Boolean,
    Instant,
    Second,
}

/// <summary>A filter key: its name in the API and its SQL expression.</summary>
/// <param name="Name">The name in the API.</param>
/// <param name="Type">The type of the values.</param>
/// <param name="Column">The column or expression that is compared.</param>
/// <param name="InMetadata">
/// Whether <paramref name="Column"/> belongs to <c>log_metadata</c>, where a log has several rows, any of which may match.
/// </param>
internal sealed record FilterKey(string Name, FilterType Type, string Column, bool InMetadata = false)
{
    /// <summary>Gets all keys, in the order in which the service's error message lists them.</summary>
    public static IReadOnlyDictionary<string, FilterKey> All { get; } = new FilterKey[]
    {
        new("id", FilterType.Text, "id"),
        new("created_at", FilterType.Instant, "created_at"),
        new("request_content_type", FilterType.Text, "request_content_type"),
        new("response_content_type", FilterType.Text, "response_content_type"),
        new("request_type", FilterType.Text, "request_type"),
        new("success", FilterType.Boolean, "success"),
        new("cached", FilterType.Boolean, "cached"),
        new("provider", FilterType.Text, "provider"),
        new("model", FilterType.Text, "model"),
        new("model_type", FilterType.Text, "model_type"),
        new("cost", FilterType.Number, "cost_number"),
        new("tokens", FilterType.Number, "tokens"),
        new("tokens_in", FilterType.Number, "tokens_in"),
        new("tokens_out", FilterType.Number, "tokens_out"),
        new("duration", FilterType.Number, "duration"),
        new("feedback", FilterType.Number, "feedback"),
        new("event_id", FilterType.Text, "event_id"),
        new("metadata.key", FilterType.Text, "key", InMetadata: true),
        new("metadata.value", FilterType.Text, "value", InMetadata: true),
        new("authentication", FilterType.Boolean, "authentication"),
        new("wholesale", FilterType.Boolean, "wholesale"),
        new("compatibilityMode", FilterType.Boolean, "compatibility_mode"),
        new("dlp_action", FilterType.Text, "dlp_action"),
        new("user_agent", FilterType.Text, "user_agent"),
    }.ToDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>Gets all keys, with <c>created_at</c> compared in whole seconds.</summary>
    public static IReadOnlyDictionary<string, FilterKey> InWholeSeconds { get; } = All.Values
        .Select(key => key.Type == FilterType.Instant ? key with { Type = FilterType.Second, Column = $"{key.Column} / 1000" } : key)
        .ToDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>Gets the SQL expression of the text that <c>contains</c> searches: the value as it appears in a response.</summary>
    public string WireText => Type switch
    {
        FilterType.Boolean => $"CASE {Column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END",
        FilterType.Instant or FilterType.Second => $"strftime('%Y-%m-%dT%H:%M:%fZ', {Name} / 1000.0, 'unixepoch')",
        FilterType.Number when Name == "cost" => "cost",
        FilterType.Number => $"CAST({Column} AS TEXT)",
        _ => Column,
    };

    /// <summary>
    /// Returns the SQL operand for a filter value, or null if the value cannot be converted to this key's type and therefore equals no row.
    /// </summary>
    public string? Operand(string value, Conditions conditions) => Type switch
    {
        FilterType.Number => WireNumber.TryParse(value, out var number) ? conditions.Bind(number) : null,
        FilterType.Boolean => value is "true" or "false" ? conditions.Bind(value == "true") : null,
        FilterType.Instant => Instant.TryParse(value, out var milliseconds) ? conditions.Bind(milliseconds) : null,
        FilterType.Second => Instant.TryParse(value, out var within) ? conditions.Bind(Math.Floor(within / 1000)) : null,
        _ => conditions.Bind(value),
    };

    /// <summary>Converts a term on <see cref="Column"/> to a term on <c>logs</c>.</summary>
    public string OverLogs(string term) => InMetadata ? $"seq IN (SELECT log FROM log_metadata WHERE {term})" : term;
}
