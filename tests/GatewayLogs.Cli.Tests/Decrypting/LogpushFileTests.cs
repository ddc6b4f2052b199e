using System.Buffers;
using System.IO.Compression;
using System.Text;
using GatewayLogs.Cli.Decrypting;

namespace GatewayLogs.Tests;

public class LogpushFileTests
{
    private static readonly string[] s_lines = [.. Enumerable.Range(0, 30).Select(i => $$"""{"a":"{{i}}{{new string('x', i)}}"}""")];

    private TemporaryFolder _folder;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public async Task A_gzip_file_that_is_cut_anywhere_returns_only_complete_lines_and_throws()
    {
        using var buffer = new MemoryStream();
        await using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(s_lines.Select(line => $"{line}\n"))));
        }

        var bytes = buffer.ToArray();
        for (var length = 2; length < bytes.Length; length++)
        {
            var (lines, isDamaged) = await ReadAsync(bytes[..length]);

            Assert.That(isDamaged, $"{length} of {bytes.Length} bytes");
            Assert.That(lines, Is.EqualTo(s_lines[..lines.Count]), $"{length} of {bytes.Length} bytes");
        }

        Assert.That(await ReadAsync(bytes), Is.EqualTo((s_lines, false)));
        Assert.That(await ReadAsync([.. bytes, .. bytes]), Is.EqualTo(((string[])[.. s_lines, .. s_lines], false)));
    }

    /// <summary>Reads a file until it ends or is found to be damaged.</summary>
    private async Task<(IReadOnlyList<string> Lines, bool IsDamaged)> ReadAsync(byte[] bytes)
    {
        var path = _folder.GetPath("file");
        await File.WriteAllBytesAsync(path, bytes);
        await using var file = new LogpushFile(path);
        var (lines, line) = (new List<string>(), new ArrayBufferWriter<byte>());
        try
        {
            while (await file.ReadLineAsync(line, CancellationToken.None))
            {
                lines.Add(Encoding.UTF8.GetString(line.WrittenSpan));
            }

            return (lines, false);
        }
        catch (InvalidDataException)
        {
            return (lines, true);
        }
    }
}
