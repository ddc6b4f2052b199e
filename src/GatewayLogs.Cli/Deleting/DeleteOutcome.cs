namespace GatewayLogs.Cli.Deleting;

/// <summary>What a deletion has come to.</summary>
internal sealed record DeleteOutcome
{
    /// <summary>How many logs the service was asked to delete.</summary>
    public long Requested { get; init; }

    /// <summary>How many were seen to be gone.</summary>
    public long Observed { get; init; }

    /// <summary>How many were left alone because they are not as they were exported any more.</summary>
    public long Changed { get; init; }

    /// <summary>How many had gone between their export and their deletion.</summary>
    public long Gone { get; init; }

    /// <summary>Whether all that was asked for was seen to happen.</summary>
    public bool IsComplete { get; init; } = true;

    public DeleteOutcome With(GatewayLogDeleteReport report) => this with
    {
        Requested = Requested + report.Requested,
        Observed = Observed + report.Observed,
        IsComplete = IsComplete && report.IsComplete,
    };
}
