namespace GatewayLogs.Cli.Diagnosing;

/// <summary>The result of checking an assumption.</summary>
/// <param name="Status">One of the constants.</param>
/// <param name="Detail">What was seen, or why nothing could be seen; empty if the statement says it.</param>
internal sealed record Outcome(string Status, string Detail)
{
    public const string Confirmed = "confirmed";

    public const string Contradicted = "contradicted";

    public const string NotTestable = "not testable";

    /// <summary>Returns confirmed, or contradicted with what was seen instead.</summary>
    public static Outcome If(bool isConfirmed, string otherwise, string detail = "") =>
        isConfirmed ? new(Confirmed, detail) : new(Contradicted, otherwise);
}
