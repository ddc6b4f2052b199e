using System.Net.Mime;
using GatewayLogs.Emulator.Storage;
using Microsoft.AspNetCore.Http.Features;

namespace GatewayLogs.Emulator.Http;

/// <summary>Streams a stored body without changing it.</summary>
internal static class BodyResponse
{
    private static readonly byte[] s_before = "{\"success\":true,\"result\":"u8.ToArray();
    private static readonly byte[] s_after = ",\"errors\":[],\"messages\":[]}"u8.ToArray();

    /// <summary>Sends the body, inside an envelope if it is JSON and the quirk for bare bodies is off.</summary>
    public static async Task SendAsync(HttpContext context, StoredBody body, LogReader logs)
    {
        var quirks = context.Features.GetRequiredFeature<EmulatorQuirks>();
        var enveloped = body.IsJson && !quirks.BareBodies;
        context.Features.GetRequiredFeature<RequestRecord>().SetResponse(StatusCodes.Status200OK);
        context.Response.ContentType = enveloped ? ApiResponse.Json
            : quirks.GenericContentTypes && !body.IsJson ? MediaTypeNames.Application.Octet
            : body.ContentType;
        context.Response.ContentLength = body.Length + (enveloped ? s_before.Length + s_after.Length : 0);
        if (enveloped)
        {
            await context.Response.Body.WriteAsync(s_before, context.RequestAborted);
        }

        ReadOnlyMemory<byte>? part = body.Beginning;
        for (long offset = 0; part is { Length: > 0 } bytes; part = offset < body.Length ? logs.ReadBody(body, offset) : default(ReadOnlyMemory<byte>))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
            offset += bytes.Length;
        }

        if (part is null)
        {
            // The body was deleted while it was read. The Content-Length has been sent, so the response can only be aborted.
            context.Abort();
            return;
        }

        if (enveloped)
        {
            await context.Response.Body.WriteAsync(s_after, context.RequestAborted);
        }
    }
}
