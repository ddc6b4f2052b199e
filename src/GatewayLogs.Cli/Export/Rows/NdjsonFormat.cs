using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Export.Rows;

/// <summary>
/// Writes one JSON object per line: the bytes that the service sent, except that times are converted to UTC. Rows with bodies or with line
/// breaks are serialized again with the same fields, without those that have no value. Selected columns are null if they have no value.
/// </summary>
internal sealed class NdjsonFormat(IReadOnlyList<LogColumn>? columns = null) : IRowFormat
{
    private readonly Utf8JsonWriter _json = new(Stream.Null, LogJson.Options);

    public void WriteHeader(IBufferWriter<byte> output)
    {
        // NDJSON has no header.
    }

    public void Write(ExportRow row, IBufferWriter<byte> output)
    {
        if (columns is null && row is { Request: null, Response: null } && IsLine(row.Log))
        {
            RawRow.Write(row.Log.RawJson.Span, row.Log, output);
            output.Write("\n"u8);
            return;
        }

        _json.Reset(output);
        _json.WriteStartObject();
        if (columns is null)
        {
            LogJson.WriteMembers(_json, row.Log);
        }
        else
        {
            LogJson.WriteMembers(_json, row.Log, columns);
        }

        foreach (var (prefix, body) in row.Bodies)
        {
            WriteBody(prefix, body);
        }

        _json.WriteEndObject();
        _json.Flush();
        output.Write("\n"u8);
    }

    public void Dispose() => _json.Dispose();

    private static bool IsLine(GatewayLog log) => !log.RawJson.IsEmpty && log.RawJson.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0;

    private void WriteBody(string prefix, ExportBody body)
    {
        _json.WriteString($"{prefix}_state", body.State);
        if (body.State != ExportBody.Stored)
        {
            return;
        }

        if (body.ContentType is not null)
        {
            _json.WriteString($"{prefix}_content_type", body.ContentType);
        }

        _json.WriteString($"{prefix}_sha256", Convert.ToHexStringLower(SHA256.HashData(body.Bytes.Span)));
        if (Utf8.IsValid(body.Bytes.Span))
        {
            _json.WriteString(prefix, body.Bytes.Span);
        }
        else
        {
            _json.WriteBase64String($"{prefix}_base64", body.Bytes.Span);
        }
    }
}
