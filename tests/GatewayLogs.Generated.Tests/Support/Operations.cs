namespace GatewayLogs.Tests;

/// <summary>The six operations as calls without a result, for tests of what they have in common.</summary>
internal static class Operations
{
    public const string Id = "01J4W6Z5QF3N8H2K7V9XBTCMRD";

    public static IReadOnlyDictionary<string, Func<GatewayLogsClient, CancellationToken, Task>> All { get; } =
        new Dictionary<string, Func<GatewayLogsClient, CancellationToken, Task>>
        {
            ["ListGatewayLogs"] = (client, token) => client.ListLogsAsync(cancellationToken: token),
            ["DeleteGatewayLogs"] = (client, token) => client.DeleteLogsAsync(new GatewayLogDeleteQuery { DeleteLogsOfEveryKind = true }, token),
            ["GetGatewayLogDetail"] = (client, token) => client.GetLogAsync(Id, token),
            ["PatchGatewayLog"] = (client, token) => client.UpdateLogAsync(Id, new GatewayLogUpdate { Feedback = 1 }, token),
            ["GetGatewayLogRequest"] = (client, token) => client.GetLogRequestAsync(Id, cancellationToken: token),
            ["GetGatewayLogResponse"] = (client, token) => client.GetLogResponseAsync(Id, cancellationToken: token),
        };

    public static IEnumerable<string> Names => All.Keys;

    public static Task CallAsync(this GatewayLogsClient client, string operation, CancellationToken cancellationToken = default) =>
        All[operation](client, cancellationToken);
}
