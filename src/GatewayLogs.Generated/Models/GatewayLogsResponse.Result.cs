namespace GatewayLogs;

/// <summary>A response with its parsed result.</summary>
/// <typeparam name="TResult">The type of the result.</typeparam>
public sealed class GatewayLogsResponse<TResult> : GatewayLogsResponse
{
    /// <summary>Creates a response.</summary>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="headers">The headers of the response and its content; null for none.</param>
    /// <param name="result">The result.</param>
    public GatewayLogsResponse(int statusCode, IReadOnlyDictionary<string, IEnumerable<string>>? headers, TResult result)
        : base(statusCode, headers) => Result = result;

    /// <summary>Gets the result.</summary>
    public TResult Result { get; }

    /// <inheritdoc/>
    [System.Text.Json.Serialization.JsonIgnore]
    [Newtonsoft.Json.JsonIgnore]
    public override GatewayLogsEnvelope? Envelope => Result as GatewayLogsEnvelope;
}
