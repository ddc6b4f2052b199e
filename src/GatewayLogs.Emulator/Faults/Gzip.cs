using System.IO.Compression;

namespace GatewayLogs.Emulator.Faults;

/// <summary>Gzip that a client had better not trust.</summary>
internal static class Gzip
{
    private static readonly byte[] s_blank = [.. Enumerable.Repeat((byte)' ', 64 * 1024)];

    /// <summary>The bytes compressed, with a byte turned over in the middle.</summary>
    public static byte[] Broken(byte[] bytes)
    {
        using MemoryStream buffer = new();
        using (GZipStream gzip = new(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        byte[] compressed = buffer.ToArray();
        compressed[compressed.Length / 2] ^= 0xFF;
        return compressed;
    }

    /// <summary>Writes the bytes compressed, and white space behind them, of which a few bytes on the wire become a thousand times as many.</summary>
    public static async Task Bomb(Stream output, byte[] bytes, long size, CancellationToken cancellationToken)
    {
        await using GZipStream gzip = new(output, CompressionLevel.Optimal, leaveOpen: true);
        await gzip.WriteAsync(bytes, cancellationToken);
        for (long left = size - bytes.Length; left > 0; left -= s_blank.Length)
        {
            await gzip.WriteAsync(s_blank.AsMemory(0, (int)Math.Min(left, s_blank.Length)), cancellationToken);
        }
    }
}
