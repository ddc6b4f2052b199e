namespace GatewayLogs.Cli.Export.State;

/// <summary>The persisted part of a file, with a hash to recognize it.</summary>
/// <param name="Length">The length in bytes. Bytes after it were not committed.</param>
/// <param name="Sha256">The SHA-256 in hexadecimal: of the last 64 KiB of an output, or of a whole state file.</param>
internal sealed record FileMark(long Length, string Sha256)
{
    /// <summary>Gets the mark of an empty file.</summary>
    public static FileMark Empty { get; } = new(0, "");
}
