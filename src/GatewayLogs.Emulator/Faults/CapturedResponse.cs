using System.Globalization;
using System.Text;
using GatewayLogs.Emulator.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace GatewayLogs.Emulator.Faults;

/// <summary>The right answer to a request, kept back.</summary>
internal sealed class CapturedResponse(HttpContext context, byte[] body)
{
    public byte[] Body => body;

    /// <summary>The first half of the body.</summary>
    public byte[] Half => body[..(body.Length / 2)];

    /// <summary>Lets the rest of the pipeline answer, and keeps the body from the wire.</summary>
    public static async Task<CapturedResponse> Of(HttpContext context, RequestDelegate next)
    {
        IHttpResponseBodyFeature wire = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using MemoryStream buffer = new();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(buffer));
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(wire);
        }

        return new CapturedResponse(context, buffer.ToArray());
    }

    /// <summary>The head of the answer as HTTP/1.1 spells it, for a connection that is written to by hand.</summary>
    public byte[] Head(long contentLength)
    {
        IHeaderDictionary headers = context.Response.Headers;
        context.Features.GetRequiredFeature<FixedHeaders>().ApplyTo(headers);
        headers.ContentLength = contentLength;
        int status = context.Response.StatusCode;
        StringBuilder head = new($"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} {ReasonPhrases.GetReasonPhrase(status)}\r\n");
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {values}\r\n");
        }

        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }
}
