using System.Text;
using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Sources;

/// <summary>Separates the bodies in an exported row from the fields of its log.</summary>
internal static class ExportedBodies
{
    /// <summary>Removes the bodies, which are not fields of a listed log.</summary>
    public static GatewayLog Remove(GatewayLog log)
    {
        if (log.AdditionalProperties.Count > 0)
        {
            foreach (var column in BodyFields.Columns)
            {
                log.AdditionalProperties.Remove(column.Name);
            }
        }

        return log;
    }

    /// <summary>Removes and returns the bodies; null if the export has none.</summary>
    public static ExportRow Take(GatewayLog log)
    {
        var (request, response) = (Read(log, "request_body"), Read(log, "response_body"));
        return new ExportRow(Remove(log), request, response);
    }

    private static ExportBody? Read(GatewayLog log, string prefix)
    {
        string? Get(string suffix) => log.AdditionalProperties.TryGetValue(prefix + suffix, out var value) ? LogText.Format(value) : null;
        return Get("_state") is not { } state ? null
            : Get("_base64") is not { } base64 ? new ExportBody(state, Get("_content_type"), Encoding.UTF8.GetBytes(Get("") ?? ""))
            : Decode(base64) is { } bytes ? new ExportBody(state, Get("_content_type"), bytes)
            : new ExportBody(ExportBody.Failed, null, default);
    }

    /// <summary>Decodes base64. Returns null if it is damaged.</summary>
    private static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
