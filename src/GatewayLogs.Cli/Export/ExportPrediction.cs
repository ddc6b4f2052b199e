using System.Globalization;

namespace GatewayLogs.Cli.Export;

/// <summary>What an export will take, from the count of its logs.</summary>
/// <param name="Rows">How many logs are left to be read; null when the service does not say.</param>
/// <param name="Bodies">Which bodies go along.</param>
internal sealed record ExportPrediction(long? Rows, ExportBodies Bodies)
{
    /// <summary>Each page but the first repeats a row.</summary>
    private const int RowsOfRequest = GatewayLogQuery.MaxPerPage - 1;

    /// <summary>How many requests the client sends in each <see cref="s_window"/>.</summary>
    private const int RequestsOfWindow = 1_180;

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(5);

    /// <summary>
    /// About how many requests. One brings both bodies of a log when they are short; a single body is one request.
    /// </summary>
    public long? Requests => Rows is { } rows
        ? ((rows + RowsOfRequest - 1) / RowsOfRequest) + (Bodies == ExportBodies.None ? 0 : rows)
        : null;

    /// <summary>How long they take at least at the service's limit: a window's worth goes at once, then the next waits.</summary>
    public TimeSpan? Time => Requests is { } requests ? (requests / RequestsOfWindow) * s_window : null;

    public override string ToString() => (Rows, Requests, Time) switch
    {
        ({ } rows, { } requests, { } time) => string.Create(
            CultureInfo.InvariantCulture,
            $"About {rows:N0} logs: some {requests:N0} requests{(Bodies == ExportBodies.None ? "" : " or more, as bodies are long")}, {(time == TimeSpan.Zero ? "within one window of the rate limit" : $"about {Show(time)} at the rate limit")}."),
        _ => "The service does not say how many logs there are.",
    };

    internal static string Show(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.Seconds} s"),
    };
}
