using GatewayLogs.Cli.Files;
using ZstdSharp;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>Decompresses a file with gzip members or zstd frames.</summary>
internal static class CompressedFile
{
    /// <summary>Returns the content of a file, which is compressed or not.</summary>
    /// <param name="file">The file, which the returned stream disposes.</param>
    /// <param name="first">The first bytes of the file.</param>
    public static Stream Open(Stream file, ReadOnlySpan<byte> first) => first switch
    {
        [0x1f, 0x8b, ..] => new CompleteGzipStream(file),
        [0x28, 0xb5, 0x2f, 0xfd] => new DecompressionStream(file, leaveOpen: false),
        _ => file,
    };
}
