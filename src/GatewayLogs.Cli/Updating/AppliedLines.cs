using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using GatewayLogs.Cli.Files;

namespace GatewayLogs.Cli.Updating;

/// <summary>
/// The checkpoint file of <c>gwlogs update</c>. It records which input lines were applied, so that an interrupted command can resume.
/// </summary>
/// <remarks>
/// Each line of the file has the number of an input line and its SHA-256. It is written after the response of the service, so an update
/// that was in flight during an interruption is sent again, which is safe because updates are idempotent. A truncated last line is ignored.
/// </remarks>
internal sealed partial class AppliedLines : IDisposable
{
    private readonly Dictionary<long, string> _applied = [];

    private readonly FileStream? _file;

    private AppliedLines(FileStream? file) => _file = file;

    [GeneratedRegex(@"^[0-9]*( [0-9a-f]{0,64})?\z")]
    private static partial Regex CutLine { get; }

    [GeneratedRegex(@"^([0-9]+ [0-9a-f]{0,64})?\z")]
    private static partial Regex CutFirstLine { get; }

    /// <summary>Opens or creates the file. Without a path, nothing is recorded.</summary>
    /// <exception cref="FormatException">The file is not a checkpoint file.</exception>
    public static AppliedLines Open(string? path)
    {
        if (path is null)
        {
            return new AppliedLines(null);
        }

        var lines = new AppliedLines(PrivateFile.Open(path));
        try
        {
            lines.Read(path);
            return lines;
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    /// <summary>Returns whether an earlier run applied a line.</summary>
    /// <exception cref="FormatException">The line with this number was different in the interrupted input.</exception>
    public bool Has(long number, string line) => _applied.TryGetValue(number, out var hash)
        && (hash == GetHash(line) ? true : throw new FormatException(string.Create(
            CultureInfo.InvariantCulture,
            $"--checkpoint: line {number} of the input differs from the line that was applied before. "
            + $"Use the same input and options, or specify another file.")));

    public async Task AddAsync(long number, string line, CancellationToken cancellationToken)
    {
        if (_file is not null)
        {
            await _file.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number} {GetHash(line)}\n")), cancellationToken);
            await _file.FlushAsync(cancellationToken);
        }
    }

    public void Dispose() => _file?.Dispose();

    private void Read(string path)
    {
        using var reader = new StreamReader(_file!, Encoding.ASCII, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var text = reader.ReadToEnd();
        var whole = text.LastIndexOf('\n') + 1;
        foreach (var line in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is not [var number, { Length: 64 } hash]
                || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            {
                throw NotWrittenByUpdate(path);
            }

            _applied[parsed] = hash;
        }

        // A file with a single unterminated line may not be a checkpoint, so it is truncated only if it looks like one.
        if (!(whole > 0 ? CutLine : CutFirstLine).IsMatch(text[whole..]))
        {
            throw NotWrittenByUpdate(path);
        }

        _file!.SetLength(whole);
        _file.Position = whole;
    }

    private static FormatException NotWrittenByUpdate(string path) =>
        new($"--checkpoint: {path} was not written by gwlogs update. Specify another file, or one that does not exist yet.");

    private static string GetHash(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
}
