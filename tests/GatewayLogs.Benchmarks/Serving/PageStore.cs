using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using GatewayLogs.Benchmarks.Rows;

namespace GatewayLogs.Benchmarks.Serving;

/// <summary>Composes responses from prepared segments of memory, without formatting or copying rows.</summary>
/// <param name="logs">The rows.</param>
/// <param name="compresses">Whether responses are compressed. Each is compressed on its first request and cached.</param>
internal sealed class PageStore(RenderedLogs logs, bool compresses)
{
    private readonly ConcurrentDictionary<PageKey, byte[]> _compressed = new();

    /// <summary>Returns the complete response, including its head.</summary>
    public List<ArraySegment<byte>> GetResponse(PageRequest request)
    {
        // Both limits are exclusive.
        var from = request.After == long.MinValue ? 0 : logs.IndexOf(request.After + 1);
        var to = request.Before == long.MaxValue ? logs.Count : logs.IndexOf(request.Before);
        var total = Math.Max(0, to - from);
        var first = from + (int)Math.Min(total, (request.Page - 1L) * request.PerPage);
        var end = Math.Min(from + total, first + request.PerPage);
        var tail = RenderedLogs.Tail(end - first, request.Page, request.PerPage, total);
        if (!compresses)
        {
            var rows = logs.Slice(first, end);
            return [Head(RenderedLogs.Head.Count + rows.Count + tail.Length, ""), RenderedLogs.Head, rows, tail];
        }

        var body = _compressed.GetOrAdd(new PageKey(first, end, request.Page, request.PerPage, total), _ => Compress(logs.Slice(first, end), tail));
        return [Head(body.Length, "Content-Encoding: gzip\r\n"), body];
    }

    private static byte[] Compress(ArraySegment<byte> rows, byte[] tail)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
        {
            gzip.Write(RenderedLogs.Head);
            gzip.Write(rows);
            gzip.Write(tail);
        }

        return output.ToArray();
    }

    // The header names are those of Cloudflare's responses. The remaining quota is constant, so that no client waits for it.
    private static byte[] Head(int length, string more) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        HTTP/1.1 200 OK
        Date: {DateTime.UtcNow:r}
        Content-Type: application/json
        Content-Length: {length}
        Server: cloudflare
        CF-RAY: 8f0c2d7e5b1a4c3d-AMS
        CF-Cache-Status: DYNAMIC
        Vary: Accept-Encoding
        Ratelimit: "default";r=1199;t=300
        Ratelimit-Policy: "default";q=1200;w=300

        """).ReplaceLineEndings("\r\n") + more + "\r\n");

    private readonly record struct PageKey(int First, int End, int Page, int PerPage, int Total);
}
