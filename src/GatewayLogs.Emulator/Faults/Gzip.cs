using System.IO.Compression;

namespace GatewayLogs.Emulator.Faults;

/// <summary>Writes invalid or malicious gzip.</summary>
internal static class Gzip
{
    private static readonly byte[] s_blank = [.. Enumerable.Repeat((byte)' ', 64 * 1024)];

    /// <summary>Compresses the bytes and corrupts one in the middle.</summary>
    public static byte[] Corrupt(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        var compressed = buffer.ToArray();
        compressed[compressed.Length / 2] ^= 0xFF;
        return compressed;
    }

    /// <summary>Writes the compressed bytes, followed by white space that expands to about a thousand times its size on the wire.</summary>
    public static async Task WriteBombAsync(Stream output, byte[] bytes, long size, CancellationToken cancellationToken)
    {
        await using var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        await gzip.WriteAsync(bytes, cancellationToken);
        for (var left = size - bytes.Length; left > 0; left -= s_blank.Length)
        {
            await gzip.WriteAsync(s_blank.AsMemory(0, (int)Math.Min(left, s_blank.Length)), cancellationToken);
        }
    }
}
