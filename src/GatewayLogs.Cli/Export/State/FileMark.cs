using System.Text.Json.Serialization;

namespace GatewayLogs.Cli.Export.State;

/// <summary>How much of a file is at rest, and a fingerprint of its end to know it again by.</summary>
/// <param name="Length">The length in bytes; what is behind it was not finished.</param>
/// <param name="TailLength">How many bytes at the end the fingerprint is of.</param>
/// <param name="TailSha256">Their SHA-256 in hexadecimal.</param>
internal sealed record FileMark(long Length, long TailLength, string TailSha256)
{
    public static FileMark Empty { get; } = new(0, 0, "");

    /// <summary>Whether there can be such a file.</summary>
    [JsonIgnore]
    public bool IsPossible => TailLength >= 0 && TailLength <= Length;
}
