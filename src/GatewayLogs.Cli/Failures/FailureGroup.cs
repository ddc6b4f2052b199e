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
    private (bool IsStored, DateTimeOffset? CreatedAt, string Id) _sample;

    public FailureKey Key => key;

    public long Calls { get; private set; }

    public DateTimeOffset? FirstSeen { get; private set; }

    public DateTimeOffset? LastSeen { get; private set; }

    /// <summary>Gets the id of the log whose message is read.</summary>
    public string SampleId { get; private set; } = "";

    /// <summary>Gets or sets the message of the group: that of its sample, unless all of its logs have it.</summary>
    public FailureMessage Message { get; set; } = key.Message ?? FailureMessage.Missing("not read");

    /// <summary>
    /// Adds a log, in any order. The sample is the newest log before a time, or else the oldest, because responses are stored with a delay.
    /// </summary>
    /// <returns>Whether this log is the sample now.</returns>
    public bool Add(GatewayLog log, DateTimeOffset storedUntil)
    {
        Calls++;
        FirstSeen = FirstSeen <= log.CreatedAt ? FirstSeen : log.CreatedAt ?? FirstSeen;
        LastSeen = LastSeen >= log.CreatedAt ? LastSeen : log.CreatedAt ?? LastSeen;
        var key = (IsStored: log.CreatedAt <= storedUntil, log.CreatedAt, log.Id);
        if (Calls > 1 && !IsBetter(key))
        {
            return false;
        }

        (_sample, SampleId) = (key, log.Id);
        return true;
    }

    private bool IsBetter((bool IsStored, DateTimeOffset? CreatedAt, string Id) key)
    {
        var order = Nullable.Compare(key.CreatedAt, _sample.CreatedAt) is not 0 and var byTime ? byTime : string.CompareOrdinal(key.Id, _sample.Id);
        return key.IsStored ? !_sample.IsStored || order >= 0 : !_sample.IsStored && order < 0;
    }
}
