using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using GatewayLogs.Cli.Files;

namespace GatewayLogs.Cli.Updating;

/// <summary>The file that remembers which lines of an input were applied, so that the same command goes on after an interruption.</summary>
/// <remarks>
/// One line each: its number in the input, and its SHA-256. It is written after the service has answered, so a line that was under way at the
/// end is applied again, which does no harm: an update sets values. A last line that was cut short is as if it were not there.
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

    /// <summary>Opens the file, or makes one; without a path, nothing is remembered.</summary>
    /// <exception cref="FormatException">The file is not of this kind.</exception>
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

    /// <summary>Whether a line was applied by an earlier run.</summary>
    /// <exception cref="FormatException">Another line was at its place: the input is not the one that was interrupted.</exception>
    public bool Has(long number, string line) => _applied.TryGetValue(number, out var hash)
        && (hash == GetHash(line) ? true : throw new FormatException(
            string.Create(CultureInfo.InvariantCulture, $"--checkpoint: line {number} of the input is not the one that was applied before. Give the same input again, or another file.")));

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
            if (line.Split(' ') is not [var number, { Length: 64 } hash] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            {
                throw NotWrittenByUpdate(path);
            }

            _applied[parsed] = hash;
        }

        // A file of one line without an end may be anything: it is cut only where it looks like ours.
        if (!(whole > 0 ? CutLine : CutFirstLine).IsMatch(text[whole..]))
        {
            throw NotWrittenByUpdate(path);
        }

        _file!.SetLength(whole);
        _file.Position = whole;
    }

    private static FormatException NotWrittenByUpdate(string path) => new($"--checkpoint: {path} is no file that update wrote. Name another, or one that does not exist yet.");

    private static string GetHash(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
}
