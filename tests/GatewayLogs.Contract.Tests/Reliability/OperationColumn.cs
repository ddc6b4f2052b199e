using System.Net;

namespace GatewayLogs.Tests.Reliability;

/// <summary>One of the six operations, called with the canary in its arguments and its response.</summary>
/// <param name="Operation">The operation ID.</param>
/// <param name="CallAsync">Calls the operation.</param>
/// <param name="IsRightAsync">Returns whether the result is correct.</param>
internal sealed record OperationColumn(
    string Operation, Func<GatewayLogsClient, Task<object>> CallAsync, Func<GatewayLogsClient, object, Task<bool>> IsRightAsync)
{
    private static readonly GatewayLogFilter s_filter = LogFilter.Model.EqualTo(Gateway.Prompt);

    public static IReadOnlyList<OperationColumn> All { get; } =
    [
        new(
            "ListGatewayLogs",
            async client => await client.ListLogsAsync(new GatewayLogQuery { Filters = [s_filter, LogFilter.Metadata("prompt", Gateway.Prompt)] }),
            (_, page) => Task.FromResult(((GatewayLogPage)page).Logs.Select(log => log.Id).SequenceEqual(Gateway.Ids))),
        new(
            "GetGatewayLogDetail",
            async client => await client.GetLogAsync("a"),
            (_, detail) => Task.FromResult(detail is GatewayLogDetail { Id: "a", Model: Gateway.Prompt })),
        new("GetGatewayLogRequest", client => ReadAsync(client.GetLogRequestAsync("a")), (_, bytes) => SameAsync(bytes, Gateway.Request)),
        new("GetGatewayLogResponse", client => ReadAsync(client.GetLogResponseAsync("a")), (_, bytes) => SameAsync(bytes, Gateway.Response)),
        new(
            "PatchGatewayLog",
            async client => await client.UpdateLogAsync(
                "a", new GatewayLogUpdate { Score = 80, Metadata = new GatewayLogMetadata { ["new"] = Gateway.Prompt } }),
            async (client, detail) => detail is GatewayLogDetail { Id: "a" } && (await client.GetLogAsync("a")).Score == 80),

        // Sends only the request, because DeleteLogsAsync also confirms it. Each execution deletes the next log, so a second one is detected.
        new(
            "DeleteGatewayLogs",
            async client => await client.SendDeleteAsync(new GatewayLogDeleteQuery { Filters = [s_filter], Limit = 1 }),
            (_, response) => Task.FromResult(
                response is GatewayLogsResponse { StatusCode: HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.NoContent })),
    ];

    public Outcome GetExpected(FaultRow row) => Operation switch
    {
        "DeleteGatewayLogs" => row.OfDelete,
        "PatchGatewayLog" => row.OfPatch,
        "GetGatewayLogRequest" or "GetGatewayLogResponse" => row.OfBodies,
        _ => row.OfReads,
    };

    private static async Task<object> ReadAsync(Task<GatewayLogBody> call)
    {
        using var body = await call;
        return body.State == GatewayLogBodyState.Stored ? await body.ReadAsBytesAsync() : body.State;
    }

    private static Task<bool> SameAsync(object bytes, Emulator.EmulatedBody body) =>
        Task.FromResult(bytes is ReadOnlyMemory<byte> memory && memory.Span.SequenceEqual(body.Content.Span));
}
