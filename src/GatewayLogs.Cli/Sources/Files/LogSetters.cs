namespace GatewayLogs.Cli.Sources.Files;

/// <summary>
/// Sets the fields that statistics and most conditions use, without creating and parsing JSON, which takes several times as long as reading
/// them from a Parquet file.
/// </summary>
internal static class LogSetters
{
    private static readonly Dictionary<string, Delegate> s_setters = new(StringComparer.Ordinal)
    {
        ["id"] = (GatewayLog log, string text) => { log.Id = text; },
        ["provider"] = (GatewayLog log, string text) => { log.Provider = text; },
        ["model"] = (GatewayLog log, string text) => { log.Model = text; },
        ["model_type"] = (GatewayLog log, string text) => { log.ModelType = text; },
        ["path"] = (GatewayLog log, string text) => { log.Path = text; },
        ["request_type"] = (GatewayLog log, string text) => { log.RequestType = text; },
        ["user_agent"] = (GatewayLog log, string text) => { log.UserAgent = text; },
        ["created_at"] = (GatewayLog log, DateTime time) => { log.CreatedAt = new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)); },
        ["success"] = (GatewayLog log, bool flag) => { log.Success = flag; },
        ["cached"] = (GatewayLog log, bool flag) => { log.Cached = flag; },
        ["duration"] = (GatewayLog log, long number) => { log.Duration = number; },
        ["tokens_in"] = (GatewayLog log, long number) => { log.TokensIn = number; },
        ["tokens_out"] = (GatewayLog log, long number) => { log.TokensOut = number; },
        ["cost"] = (GatewayLog log, decimal cost) => { log.Cost = WithoutZeros(cost); },
    };

    /// <summary>Returns the setter of a field; null if its cells must be read as JSON.</summary>
    public static Action<GatewayLog, T>? Find<T>(string name) => s_setters.TryGetValue(name, out var setter) ? (Action<GatewayLog, T>)setter : null;

    /// <summary>Returns a cost without the trailing zeros that the scale of a Parquet column has added.</summary>
    public static decimal WithoutZeros(decimal cost) => cost / 1.0000000000000000000000000000m;
}
