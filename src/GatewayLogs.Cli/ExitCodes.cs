namespace GatewayLogs.Cli;

/// <summary>The exit codes of <c>gwlogs</c>.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    public const int Failure = 1;

    public const int Usage = 2;

    /// <summary>Some items succeeded and some failed.</summary>
    public const int Partial = 3;

    public const int Authentication = 4;

    public const int NotFound = 5;

    public const int RateLimited = 6;

    public const int Network = 7;

    /// <summary>A deletion was refused or stopped, or its outcome is unknown.</summary>
    public const int DeleteRefused = 8;

    /// <summary>SIGHUP: the terminal was closed.</summary>
    public const int HungUp = 129;

    /// <summary>
    /// SIGINT (Ctrl+C). Commands return this code when they are canceled by any signal; the process then exits with the code of that
    /// signal.
    /// </summary>
    public const int Interrupted = 130;

    /// <summary>SIGTERM.</summary>
    public const int Terminated = 143;
}
