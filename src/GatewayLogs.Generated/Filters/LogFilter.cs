namespace GatewayLogs;

/// <summary>Builds conditions by name and type, as in <c>LogFilter.Model.EqualTo("gpt-4o")</c>.</summary>
/// <remarks>
/// One member for each of the keys that the document lists; <see cref="Key"/> is for those it does not. The two keys of metadata come
/// with <see cref="Metadata"/>, which compares the value of one named entry and so is what is nearly always meant.
/// </remarks>
public static class LogFilter
{
    /// <summary>The id of the log.</summary>
    public static LogFilterField<string> Id { get; } = Of<string>(GatewayLogFilterKey.Id);

    /// <summary>When the call was made.</summary>
    public static LogFilterInstant CreatedAt { get; } = new();

    /// <summary>The content type of the request.</summary>
    public static LogFilterField<string> RequestContentType { get; } = Of<string>(GatewayLogFilterKey.RequestContentType);

    /// <summary>The content type of the response.</summary>
    public static LogFilterField<string> ResponseContentType { get; } = Of<string>(GatewayLogFilterKey.ResponseContentType);

    /// <summary>The type of the request.</summary>
    public static LogFilterField<string> RequestType { get; } = Of<string>(GatewayLogFilterKey.RequestType);

    /// <summary>Whether the call succeeded.</summary>
    public static LogFilterField<bool> Success { get; } = Of<bool>(GatewayLogFilterKey.Success);

    /// <summary>Whether the answer came from the gateway's cache.</summary>
    public static LogFilterField<bool> Cached { get; } = Of<bool>(GatewayLogFilterKey.Cached);

    /// <summary>The provider that was called.</summary>
    public static LogFilterField<string> Provider { get; } = Of<string>(GatewayLogFilterKey.Provider);

    /// <summary>The model that was called.</summary>
    public static LogFilterField<string> Model { get; } = Of<string>(GatewayLogFilterKey.Model);

    /// <summary>The type of the model.</summary>
    public static LogFilterField<string> ModelType { get; } = Of<string>(GatewayLogFilterKey.ModelType);

    /// <summary>What the call cost, in US dollars.</summary>
    public static LogFilterField<decimal> Cost { get; } = Of<decimal>(GatewayLogFilterKey.Cost);

    /// <summary>The tokens of request and response together. Rows do not show them, so this filter cannot be checked on them.</summary>
    public static LogFilterField<decimal> Tokens { get; } = Of<decimal>(GatewayLogFilterKey.Tokens);

    /// <summary>The tokens of the request.</summary>
    public static LogFilterField<decimal> TokensIn { get; } = Of<decimal>(GatewayLogFilterKey.TokensIn);

    /// <summary>The tokens of the response.</summary>
    public static LogFilterField<decimal> TokensOut { get; } = Of<decimal>(GatewayLogFilterKey.TokensOut);

    /// <summary>How long the call took, in milliseconds.</summary>
    public static LogFilterField<decimal> Duration { get; } = Of<decimal>(GatewayLogFilterKey.Duration);

    /// <summary>The feedback given to the answer, from -1 to 1.</summary>
    public static LogFilterField<decimal> Feedback { get; } = Of<decimal>(GatewayLogFilterKey.Feedback);

    /// <summary>The id of the event.</summary>
    public static LogFilterField<string> EventId { get; } = Of<string>(GatewayLogFilterKey.EventId);

    /// <summary>The names of the entries of the metadata; any may match. To compare the value of one entry, use <see cref="Metadata"/>.</summary>
    public static LogFilterField<string> MetadataKey { get; } = Of<string>(GatewayLogFilterKey.MetadataKey);

    /// <summary>The values of the entries of the metadata; any may match. To compare the value of one entry, use <see cref="Metadata"/>.</summary>
    public static LogFilterField<string> MetadataValue { get; } = Of<string>(GatewayLogFilterKey.MetadataValue);

    /// <summary>Whether the call to the gateway was authenticated.</summary>
    public static LogFilterField<bool> Authentication { get; } = Of<bool>(GatewayLogFilterKey.Authentication);

    /// <summary>Whether the call was billed through Cloudflare.</summary>
    public static LogFilterField<bool> Wholesale { get; } = Of<bool>(GatewayLogFilterKey.Wholesale);

    /// <summary>Whether the call came in the form of another API. Rows do not show it, so this filter cannot be checked on them.</summary>
    public static LogFilterField<bool> CompatibilityMode { get; } = Of<bool>(GatewayLogFilterKey.CompatibilityMode);

    /// <summary>What data loss prevention did with the call.</summary>
    public static LogFilterField<string> DlpAction { get; } = Of<string>(GatewayLogFilterKey.DlpAction);

    /// <summary>The user agent of the caller.</summary>
    public static LogFilterField<string> UserAgent { get; } = Of<string>(GatewayLogFilterKey.UserAgent);

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

    /// <summary>A field that the service has and the document does not list yet. It cannot be checked on the rows.</summary>
    /// <param name="key">The field as it is spelled on the wire; letters, digits, underscores and dots.</param>
    /// <returns>The field; it compares with text, a boolean, a number, a <see cref="DateTimeOffset"/> or null.</returns>
    public static LogFilterField<object?> Key(string key) => new(key);

    private static LogFilterField<T> Of<T>(GatewayLogFilterKey key) => new(WireName.Of(key));
}
