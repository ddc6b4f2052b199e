namespace GatewayLogs.Cli.Export.State;

/// <summary>How much of a file is persisted, and a fingerprint to recognize it by.</summary>
/// <param name="Length">The length in bytes; what follows was not finished.</param>
/// <param name="Sha256">The SHA-256 in hexadecimal: for an output, of its last 64 KiB; for a state file, of the whole file.</param>
internal sealed record FileMark(long Length, string Sha256)
{
    /// <summary>The mark of a file that exists and holds nothing yet.</summary>
    public static FileMark Empty { get; } = new(0, "");
}
