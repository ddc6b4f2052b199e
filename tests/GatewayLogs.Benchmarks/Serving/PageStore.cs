using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using GatewayLogs.Benchmarks.Rows;

namespace GatewayLogs.Benchmarks.Serving;

/// <summary>Gives the answer to a question in pieces that are there already: nothing of a row is written anew or copied.</summary>
/// <param name="logs">All rows.</param>
/// <param name="compresses">Whether answers are compressed: each when it is first asked for, and kept.</param>
internal sealed class PageStore(RenderedLogs logs, bool compresses)
{
    private readonly ConcurrentDictionary<PageKey, byte[]> _compressed = new();

    /// <summary>The answer, its head included.</summary>
    public List<ArraySegment<byte>> Answer(PageRequest question)
    {
        // Both limits are exclusive.
        var from = question.After == long.MinValue ? 0 : logs.IndexOf(question.After + 1);
        var to = question.Before == long.MaxValue ? logs.Count : logs.IndexOf(question.Before);
        var total = Math.Max(0, to - from);
        var first = from + (int)Math.Min(total, (question.Page - 1L) * question.PerPage);
        var end = Math.Min(from + total, first + question.PerPage);
        var tail = RenderedLogs.Tail(end - first, question.Page, question.PerPage, total);
        if (!compresses)
        {
            var rows = logs.Slice(first, end);
            return [Head(RenderedLogs.Head.Count + rows.Count + tail.Length, ""), RenderedLogs.Head, rows, tail];
        }

        var body = _compressed.GetOrAdd(new PageKey(first, end, question.Page, question.PerPage, total), _ => Compress(logs.Slice(first, end), tail));
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

    // The names are those of Cloudflare's own answers; nobody is to wait for the rate.
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
