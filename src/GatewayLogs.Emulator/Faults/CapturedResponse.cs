using System.Globalization;
using System.Text;
using GatewayLogs.Emulator.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace GatewayLogs.Emulator.Faults;

/// <summary>The original response to a request, captured so that a fault can change it.</summary>
internal sealed class CapturedResponse(HttpContext context, byte[] body)
{
    public byte[] Body => body;

    /// <summary>Gets the first half of the body.</summary>
    public byte[] Half => body[..(body.Length / 2)];

    /// <summary>Runs the rest of the pipeline and captures the response body instead of sending it.</summary>
    public static async Task<CapturedResponse> CaptureAsync(HttpContext context, RequestDelegate next)
    {
        var original = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var buffer = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(buffer));
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(original);
        }

        return new CapturedResponse(context, buffer.ToArray());
    }

    /// <summary>Returns the response head in HTTP/1.1 format, for writing directly to the connection.</summary>
    public byte[] Head(long contentLength)
    {
        var headers = context.Response.Headers;
        context.Features.GetRequiredFeature<FixedHeaders>().ApplyTo(headers);
        headers.ContentLength = contentLength;
        var status = context.Response.StatusCode;
        var head = new StringBuilder($"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} {ReasonPhrases.GetReasonPhrase(status)}\r\n");
        foreach ((var name, var values) in headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {values}\r\n");
        }

        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }
}
