namespace GatewayLogs.Tests;

/// <summary>A request that the client has sent.</summary>
internal sealed record SentRequest(TimeSpan At, string Method, Uri Address, IReadOnlyDictionary<string, string> Headers, string? Body)
{
    public string Path => Address.AbsolutePath;

    public string Query => Address.Query;
}
