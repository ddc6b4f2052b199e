using System.Text;

namespace GatewayLogs.Tests;

/// <summary>How a response is transferred.</summary>
internal enum BodyTransfer
{
    Length,
    Chunked,
    Gzip,
}

/// <summary>A stored body, and how a <see cref="BodyServer"/> sends it.</summary>
/// <param name="Content">The kind of content, whose bytes <see cref="Create"/> returns.</param>
/// <param name="MediaType">The Content-Type of the response; null for none.</param>
/// <param name="Bytes">The bytes that are stored.</param>
/// <param name="Transfer">How the response is transferred.</param>
internal sealed record StoredBody(string Content, string? MediaType, byte[] Bytes, BodyTransfer Transfer)
{
    /// <summary>Gets the kinds of content with the media types under which they are stored: their own, others and none.</summary>
    public static IReadOnlyDictionary<string, string?[]> MediaTypes { get; } = new Dictionary<string, string?[]>
    {
        ["JSON"] = ["application/json", "application/problem+json", "text/html", null],
        ["JSON like an envelope"] = ["application/json", "text/plain", null],
        ["JSON lines"] = ["application/json", "application/stream+json", null],
        ["SSE"] = ["application/json", "text/event-stream", null],
        ["HTML"] = ["application/json", "text/html; charset=utf-8", null],
        ["binary"] = ["application/json", "audio/mpeg", null],
        ["truncated"] = ["application/json", "text/plain", null],
        ["BOM"] = ["application/json", "text/plain; charset=utf-8", null],
        ["UTF-16"] = ["application/json", "text/plain; charset=utf-16", null],
        ["multipart"] = ["application/json", "multipart/form-data; boundary=b", null],
    };

    /// <summary>Returns content of a kind with exactly this size.</summary>
    public static byte[] Create(string content, int size) => content switch
    {
        _ when size == 0 => [],
        "JSON" => Fill("{\"a\":\"}\\\"\",\"b\":\""u8, "\"}"u8, size),
        "JSON like an envelope" => Fill("{\"success\":true,\"result\":{\"a\":\""u8, "\"},\"errors\":[],\"other\":1}"u8, size),
        "JSON lines" => Repeat("{\"success\":true,\"result\":{\"a\":1}}\n"u8, size),
        "SSE" => Repeat("data: {\"choices\":[{\"delta\":{\"content\":\"é\"}}]}\n\n"u8, size),
        "HTML" => Fill("<!DOCTYPE html><html><body>"u8, "</body></html>\r\n"u8, size),
        "binary" => Random(size),
        "truncated" => Fill("{\"success\":true,\"result\":{\"a\":\""u8, [], size),
        "BOM" => Fill("\ufeff{\"a\":\""u8, "\"}"u8, size),
        "UTF-16" => Repeat(Encoding.Unicode.GetBytes("\ufeff{\"a\":\"é\"}"), size),
        "multipart" => Fill("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n\0"u8, "\r\n--b--\r\n"u8, size),
        _ => throw new ArgumentOutOfRangeException(nameof(content), content, "There is no such content."),
    };

    public override string ToString() => $"{Content}, {MediaType ?? "no Content-Type"}, {Bytes.Length:N0} bytes, {Transfer}";

    private static byte[] Fill(ReadOnlySpan<byte> begin, ReadOnlySpan<byte> end, int size)
    {
        var bytes = new byte[size];
        bytes.AsSpan().Fill((byte)'x');
        begin.CopyTo(bytes);
        end.CopyTo(bytes.AsSpan(size - end.Length));
        return bytes;
    }

    private static byte[] Repeat(ReadOnlySpan<byte> part, int size)
    {
        var bytes = new byte[size];
        for (var i = 0; i < size; i += part.Length)
        {
            part[..Math.Min(part.Length, size - i)].CopyTo(bytes.AsSpan(i));
        }

        return bytes;
    }

    private static byte[] Random(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }
}
