namespace GatewayLogs.Cli.Diagnosing;

/// <summary>What a check found.</summary>
/// <param name="Verdict">One of ok, warn, fail and skip.</param>
/// <param name="Subject">What was checked.</param>
/// <param name="Text">What was found, why, and what to do.</param>
/// <param name="ExitCode">What the command ends with when this is the worst; 0 unless the verdict is fail.</param>
internal sealed record Finding(string Verdict, string Subject, string Text, int ExitCode = ExitCodes.Success)
{
    public static Finding Ok(string subject, string text) => new("ok", subject, text);

    public static Finding Warn(string subject, string text) => new("warn", subject, text);

    public static Finding Fail(string subject, string text, int exitCode) => new("fail", subject, text, exitCode);

    public static Finding Skip(string subject, string text) => new("skip", subject, text);
}
