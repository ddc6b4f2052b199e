using System.Net;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Export;
using GatewayLogs.Conversations;

namespace GatewayLogs.Cli.Chat;

/// <summary>A log with the conversation in its stored bodies.</summary>
/// <param name="Log">The log.</param>
/// <param name="Conversation">The conversation; without messages or a response if a body is missing.</param>
/// <param name="Missing">A sentence for each body that is not available.</param>
internal sealed record LogConversation(GatewayLog Log, Conversation Conversation, IReadOnlyList<string> Missing)
{
    public static async Task<LogConversation> GetAsync(GatewayLogsClient client, string id, CancellationToken cancellationToken)
    {
        try
        {
            using var bodies = await client.GetLogBodiesAsync(id, cancellationToken);

            // Without a log, this call throws the exception that names the reason.
            var log = bodies.Log ?? await client.GetLogAsync(id, cancellationToken);
            List<string> missing = [];
            var request = await ReadAsync("request", bodies.Request, missing, cancellationToken);
            return Read(log, request, await ReadAsync("response", bodies.Response, missing, cancellationToken), missing);
        }
        catch (GatewayLogsException exception) when (exception.StatusCode == HttpStatusCode.Forbidden)
        {
            // A token may be allowed to read the log, but not its bodies.
            var log = await client.GetLogAsync(id, cancellationToken);
            return Read(log, default, default, ["The token may not read the bodies: it lacks the permission AI Gateway Read."]);
        }
    }

    /// <summary>Reads the conversation of an exported log.</summary>
    public static LogConversation Read(ExportRow row)
    {
        var missing = new[] { ("request", row.Request), ("response", row.Response) }
            .Select(side => ExportBody.DescribeMissing(side.Item2) is { } reason ? $"The {side.Item1} body is not available: {reason}" : null)
            .OfType<string>();
        return Read(row.Log, row.Request?.Bytes ?? default, row.Response?.Bytes ?? default, [.. missing]);
    }

    /// <summary>Reads a conversation, with what the log says about it.</summary>
    public static Conversation Read(GatewayLog log, ReadOnlyMemory<byte> request, ReadOnlyMemory<byte> response) => ConversationReader.Read(
        request, response, new ConversationHints { Model = log.Model, Path = log.Path, ResponseContentType = log.ResponseContentType });

    private static LogConversation Read(GatewayLog log, ReadOnlyMemory<byte> request, ReadOnlyMemory<byte> response, IReadOnlyList<string> missing) =>
        new(log, Read(log, request, response), missing);

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string name, GatewayLogBody body, List<string> missing, CancellationToken cancellationToken)
    {
        if (body.State == GatewayLogBodyState.Stored)
        {
            return await body.ReadAsBytesAsync(cancellationToken);
        }

        missing.Add($"The {name} body is not available: {BodyCommand.DescribeMissing(body.State)}");
        return default;
    }
}
