using System.Globalization;
using GatewayLogs.Cli.Progress;

namespace GatewayLogs.Cli.Export;

/// <summary>Estimates the requests and the duration of an export from the number of logs.</summary>
/// <param name="Rows">The number of logs left to export; null if the service does not report it.</param>
/// <param name="Bodies">The bodies to include.</param>
internal sealed record ExportEstimate(long? Rows, ExportBodies Bodies)
{
    /// <summary>The number of requests that the client sends in each window.</summary>
    private const int RequestsPerWindow = 1_180;

    /// <summary>Gets whether some of the logs will not be exported, because the service cannot evaluate a condition. Default: false.</summary>
    public bool IsUpperBound { get; init; }

    /// <summary>
    /// Gets the approximate number of requests. Both bodies of a log take one request if they are short; a single body takes one request.
    /// </summary>
    public long? Requests => Rows is { } rows
        ? ((rows + CommandProgress.RowsPerRequest - 1) / CommandProgress.RowsPerRequest) + (Bodies == ExportBodies.None ? 0 : rows)
        : null;

    /// <summary>
    /// Gets the minimum duration at the rate limit. The requests of a window are sent at once; further requests wait for the next window.
    /// </summary>
    public TimeSpan? Time => Requests is { } requests ? (requests / RequestsPerWindow) * RateLimitForecast.Window : null;

    public override string ToString() => (Rows, Requests, Time) switch
    {
        ({ } rows, { } requests, { } time) => string.Create(
            CultureInfo.InvariantCulture,
            $"{(IsUpperBound ? "At most" : "About")} {rows:N0} logs and {requests:N0} requests"
            + $"{(Bodies == ExportBodies.None ? "" : " (more for long bodies)")}, "
            + $"{(time == TimeSpan.Zero ? "within one window of the rate limit" : $"about {Wait.Format(time)} at the rate limit")}."),
        _ => "The service did not report the number of logs.",
    };
}
