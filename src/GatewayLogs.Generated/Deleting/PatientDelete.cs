namespace GatewayLogs;

/// <summary>Sends deletions that may be sent again, and looks until they have done their work: that tells more than their answers do.</summary>
/// <remarks>
/// So an answer that is lost ends nothing. When the logs are still there a minute later the deletion counts as not executed; sending it
/// again then does no harm, as all it can reach is meant to go.
/// </remarks>
internal sealed class PatientDelete(Func<GatewayLogDeleteQuery, CancellationToken, Task<GatewayLogsResponse>> delete, TimeProvider time)
{
    /// <summary>How many answers in a row may be lost before that is the caller's business.</summary>
    private const int MostLost = 4;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_patienceAfterLoss = TimeSpan.FromMinutes(1);

    private readonly DeletePolling _polling = new(time);

    private int _lost;

    /// <summary>Whether the last deletion has no answer, so that its logs may not go however long one waits.</summary>
    public bool IsUnsure => _lost > 0;

    public async Task SendAsync(GatewayLogDeleteQuery query, CancellationToken cancellationToken)
    {
        try
        {
            await delete(query, cancellationToken).ConfigureAwait(false);
            _lost = 0;
        }
        catch (GatewayLogsDeleteOutcomeUnknownException) when (_lost < MostLost)
        {
            _lost++;
        }
    }

    /// <summary>Gives the first look that is as wanted, or the last.</summary>
    public async Task<GatewayLogPage> LookAsync(
        Func<CancellationToken, Task<GatewayLogPage>> look, Func<GatewayLogPage, bool> isWanted, CancellationToken cancellationToken)
    {
        var page = await _polling.UntilAsync(look, isWanted, IsUnsure ? s_patienceAfterLoss : s_patience, cancellationToken).ConfigureAwait(false);
        _lost = isWanted(page) ? 0 : _lost;
        return page;
    }
}
