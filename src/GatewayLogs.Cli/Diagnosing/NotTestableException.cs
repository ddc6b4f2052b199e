namespace GatewayLogs.Cli.Diagnosing;

/// <summary>The exception for an assumption that the gateway, its logs or the token do not allow to check.</summary>
/// <param name="reason">The reason, as a sentence.</param>
internal sealed class NotTestableException(string reason) : Exception(reason);
