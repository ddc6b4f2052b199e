namespace GatewayLogs;

/// <summary>A response with the result that was read from its content.</summary>
/// <typeparam name="TResult">The type of the result.</typeparam>
public sealed class GatewayLogsResponse<TResult> : GatewayLogsResponse
{
    /// <summary>Creates a response, as the generated client does.</summary>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="headers">The headers of the response and of its content; null for none.</param>
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
