namespace GatewayLogs.Cli;

/// <summary>What the exit code of <c>gwlogs</c> says.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    public const int Failure = 1;

    public const int Usage = 2;

    /// <summary>Some of it was done, some failed.</summary>
    public const int Partial = 3;

    public const int Authentication = 4;

    public const int NotFound = 5;

    public const int RateLimited = 6;

    public const int Network = 7;

    /// <summary>A deletion was refused, or nobody knows whether it was executed.</summary>
    public const int DeleteRefused = 8;

    /// <summary>SIGHUP: the terminal was closed.</summary>
    public const int HungUp = 129;

    /// <summary>SIGINT, as Ctrl+C sends it. A command ends with this code after any signal; the process then with that of its own.</summary>
    public const int Interrupted = 130;

    /// <summary>SIGTERM.</summary>
    public const int Terminated = 143;
}
