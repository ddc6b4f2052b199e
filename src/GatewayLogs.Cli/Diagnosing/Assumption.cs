namespace GatewayLogs.Cli.Diagnosing;

/// <summary>A statement about the service that the client or the emulator relies on, and that reading can test.</summary>
/// <param name="name">The name in reports.</param>
/// <param name="statement">What is assumed.</param>
internal abstract class Assumption(string name, string statement)
{
    public string Name => name;

    public string Statement => statement;

    /// <summary>
    /// Compares the statement with responses of the service. The outcome contains no content of a log, no id and no account.
    /// </summary>
    /// <exception cref="NotTestableException">The gateway, its logs or the token do not allow the check.</exception>
    public abstract Task<Outcome> CheckAsync(Evidence evidence);
}
