namespace GatewayLogs.Cli;

/// <summary>What the exit code of <c>gwlogs</c> says.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    public const int Failure = 1;

    public const int Usage = 2;

    /// <summary>Some of what was asked for could not be had; it was said what.</summary>
    public const int Partial = 3;

    public const int Authentication = 4;

    public const int NotFound = 5;

    public const int RateLimited = 6;

    public const int Network = 7;

    public const int Interrupted = 130;
}
