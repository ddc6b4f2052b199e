namespace GatewayLogs.Cli.Updating;

/// <summary>Changes that apply to one log or to many.</summary>
/// <param name="Update">The values to set.</param>
/// <param name="MergesMetadata">Whether entries that the log already has remain. The service replaces the metadata as a whole.</param>
internal sealed record LogChanges(GatewayLogUpdate Update, bool MergesMetadata)
{
    /// <summary>Gets the values as typed, which a checkpoint compares.</summary>
    public string Text { get; init; } = "";

    public bool IsEmpty => !(Update.Feedback.IsDefined || Update.Score.IsDefined || Update.Metadata.IsDefined);

    /// <summary>Updates a log. To merge metadata, reads the log first.</summary>
    public async Task ApplyAsync(GatewayLogsClient client, string id, CancellationToken cancellationToken)
    {
        var update = MergesMetadata && Update.Metadata is { IsDefined: true, Value: { } added }
            ? new GatewayLogUpdate
            {
                Feedback = Update.Feedback,
                Score = Update.Score,
                Metadata = Merge((await client.GetLogAsync(id, cancellationToken)).Metadata, added),
            }
            : Update;
        await client.UpdateLogAsync(id, update, cancellationToken);
    }

    private static GatewayLogMetadata Merge(GatewayLogMetadata? existing, GatewayLogMetadata added)
    {
        if (existing is { Text: not null, Count: 0 })
        {
            throw new FormatException("The metadata of the log is text without entries, to which none can be added. Use --replace-metadata.");
        }

        var merged = new GatewayLogMetadata();
        foreach (var (name, value) in (existing ?? []).Concat(added))
        {
            merged[name] = value;
        }

        return merged;
    }
}
