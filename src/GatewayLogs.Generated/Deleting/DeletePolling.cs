namespace GatewayLogs;

/// <summary>Looks until the service has deleted what it said it would, less and less often.</summary>
internal sealed class DeletePolling(TimeProvider time)
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(16);

    /// <summary>Gives the first look that is as wanted, or the last.</summary>
    public async Task<GatewayLogPage> UntilAsync(
        Func<CancellationToken, Task<GatewayLogPage>> look, Func<GatewayLogPage, bool> isWanted, TimeSpan patience, CancellationToken cancellationToken)
    {
        var waited = TimeSpan.Zero;
        for (var pause = TimeSpan.FromMilliseconds(500); ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            var page = await look(cancellationToken).ConfigureAwait(false);
            if (isWanted(page) || waited >= patience)
            {
                return page;
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            waited += pause;
        }
    }
}
