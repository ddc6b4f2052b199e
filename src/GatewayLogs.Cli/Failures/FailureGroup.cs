namespace GatewayLogs.Cli.Failures;

/// <summary>What the failed logs of a group have in common.</summary>
/// <param name="Status">The HTTP status; null if the logs have none.</param>
/// <param name="Provider">The provider; empty if the logs have none.</param>
/// <param name="Model">The model; empty if the logs have none.</param>
/// <param name="Message">The message; null if it is not part of the key.</param>
internal sealed record FailureKey(long? Status, string Provider, string Model, FailureMessage? Message)
{
    public static FailureKey Get(GatewayLog log, FailureMessage? message = null) => new(log.StatusCode, log.Provider ?? "", log.Model ?? "", message);
}

/// <summary>A group of failed logs.</summary>
internal sealed class FailureGroup(FailureKey key)
{
    public FailureKey Key => key;

    public long Calls { get; private set; }

    public DateTimeOffset? FirstSeen { get; private set; }

    public DateTimeOffset? LastSeen { get; private set; }

    /// <summary>Gets the id of the log whose message is read.</summary>
    public string SampleId { get; private set; } = "";

    /// <summary>Gets or sets the message of the group: that of its sample, unless all of its logs have it.</summary>
    public FailureMessage Message { get; set; } = key.Message ?? FailureMessage.Missing("not read");

    /// <summary>
    /// Adds a log that is not older than the previous one. The sample is the newest log before a time, or else the oldest, because responses are
    /// stored with a delay.
    /// </summary>
    public void Add(GatewayLog log, DateTimeOffset storedUntil)
    {
        Calls++;
        FirstSeen ??= log.CreatedAt;
        LastSeen = log.CreatedAt;
        if (Calls == 1 || log.CreatedAt <= storedUntil)
        {
            SampleId = log.Id;
        }
    }
}
