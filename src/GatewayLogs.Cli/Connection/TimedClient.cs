namespace GatewayLogs.Cli.Connection;

/// <summary>The client of a command with <c>--timeout</c>, which applies to all of its calls.</summary>
internal sealed class TimedClient(GatewayLogsClientOptions options, HttpClient http) : GatewayLogsClient(options, http);
