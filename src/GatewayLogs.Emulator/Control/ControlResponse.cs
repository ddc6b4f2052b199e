using System.Text.Json;

namespace GatewayLogs.Emulator.Control;

/// <summary>Writes the responses of the control endpoints, which have no envelope.</summary>
internal static class ControlResponse
{
    /// <summary>Writes a value as JSON.</summary>
    public static Task WriteAsync<T>(HttpContext context, T value)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, SettingsJson.Options);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Writes an error response with the reason for the rejection.</summary>
    public static Task RejectAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, new { Error = error });
    }
}
