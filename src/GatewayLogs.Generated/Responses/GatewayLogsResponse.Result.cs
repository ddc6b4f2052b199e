namespace GatewayLogs;

/// <summary>An answer with what was read from its body.</summary>
/// <typeparam name="TResult">What was read.</typeparam>
public sealed class GatewayLogsResponse<TResult> : GatewayLogsResponse
{
    /// <summary>Creates an answer, as the generated client does.</summary>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="headers">The headers of the answer and of its body; null for none.</param>
    /// <param name="result">What was read from the body.</param>
    public GatewayLogsResponse(int statusCode, IReadOnlyDictionary<string, IEnumerable<string>>? headers, TResult result)
        : base(statusCode, headers) => Result = result;

    /// <summary>What was read from the body.</summary>
    public TResult Result { get; }

    /// <inheritdoc/>
    [System.Text.Json.Serialization.JsonIgnore]
    [Newtonsoft.Json.JsonIgnore]
    public override GatewayLogsEnvelope? Envelope => Result as GatewayLogsEnvelope;
}
