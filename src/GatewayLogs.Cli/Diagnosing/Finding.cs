namespace GatewayLogs.Cli.Diagnosing;

/// <summary>The result of a check.</summary>
/// <param name="Status">One of ok, warn, fail and skip.</param>
/// <param name="Subject">What was checked.</param>
/// <param name="Text">What was found, why, and what to do.</param>
/// <param name="ExitCode">The exit code of the command if this is the first failure; 0 unless the status is fail.</param>
internal sealed record Finding(string Status, string Subject, string Text, int ExitCode = ExitCodes.Success)
{
    public static Finding Ok(string subject, string text) => new("ok", subject, text);

    public static Finding Warn(string subject, string text) => new("warn", subject, text);

    public static Finding Fail(string subject, string text, int exitCode) => new("fail", subject, text, exitCode);

    public static Finding Skip(string subject, string text) => new("skip", subject, text);
}
