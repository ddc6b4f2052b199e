using System.Globalization;
using Spectre.Console;

namespace GatewayLogs.Cli.Output;

/// <summary>Writes logs as a table. Times, figures and statuses are never cut; ids are cut in their middle.</summary>
internal sealed class LogTable(IAnsiConsole console, TimeZoneInfo zone, IReadOnlyList<LogColumn>? chosen = null) : ILogOutput
{
    /// <summary>The minimum width at which times have seconds; <see cref="YearFrom"/> is that of the year.</summary>
    private const int SecondsFrom = 80;

    private const int YearFrom = 100;

    private const int MaxBufferedRows = 1000;

    /// <summary>The length of a UUID.</summary>
    private const int IdWidth = 36;

    private static readonly Style s_failure = new(Color.Red);

    private readonly List<GatewayLog> _buffered = [];

    private TextTable<GatewayLog>? _table;

    /// <summary>Gets whether logs are shown as they arrive instead of buffered, because the enumeration does not end.</summary>
    public bool IsLive { get; init; }

    public bool HasChosenColumns => chosen is not null;

    public Task WriteAsync(IReadOnlyList<GatewayLog> logs, CancellationToken cancellationToken)
    {
        _buffered.AddRange(logs);
        if (_buffered.Count >= MaxBufferedRows || (IsLive && _buffered.Count > 0))
        {
            Draw(isComplete: false);
        }

        return Task.CompletedTask;
    }

    public Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_buffered.Count > 0)
        {
            Draw(isComplete: true);
        }

        if (_table is null)
        {
            console.WriteLine("No logs.");
        }

        _table?.WriteMissing();
        return Task.CompletedTask;
    }

    private void Draw(bool isComplete)
    {
        _table ??= new TextTable<GatewayLog>(
            console, chosen is null ? CreateDefaults() : [.. chosen.Select(Create)], log => log.Success == false ? s_failure : Style.Plain);
        _table.Write(_buffered, isComplete);
        _buffered.Clear();
    }

    private TextColumn<GatewayLog>[] CreateDefaults() =>
    [
        new("Created", log => log.CreatedAt is { } instant ? Format(instant) : null) { UsualWidth = Format(default).Length },
        new("Id", log => log.Id) { Fit = Fit.CutMiddle, MinWidth = 12, UsualWidth = IdWidth },
        new("Provider", log => log.Provider) { Rank = 4, Fit = Fit.CutEnd, MinWidth = 10, UsualWidth = 16 },
        new("Model", log => log.Model) { Fit = Fit.CutEnd, MinWidth = 12, UsualWidth = 20 },
        new("Status", log => log.Cached == true && log.Success != false ? "cached" : GetStatus(log)) { IsNumber = true, UsualWidth = 6 },
        new("ms", log => LogText.Format(log.Duration)) { Rank = 1, IsNumber = true, UsualWidth = 6 },
        new("Tokens", log => $"{OrDash(log.TokensIn)}/{OrDash(log.TokensOut)}") { Rank = 3, IsNumber = true, UsualWidth = 11 },
        new("Cost $", log => log.Cost?.ToString("0.000000", CultureInfo.InvariantCulture)) { Rank = 2, IsNumber = true, UsualWidth = 8 },
        new("Metadata", log => LogText.Show(log.Metadata)) { Rank = 5, Fit = Fit.CutEnd, MinWidth = 12, UsualWidth = 20 },
    ];

    private TextColumn<GatewayLog> Create(LogColumn column) => new(column.Heading, log => Format(column, log))
    {
        Fit = column.Name is "id" or "event_id" ? Fit.CutMiddle
            : column.Kind is FieldKind.Text or FieldKind.Json or FieldKind.Metadata ? Fit.CutEnd : Fit.Whole,
        MinWidth = column.Name is "id" or "event_id" ? 12 : 8,
        UsualWidth = column.Name switch { "id" or "event_id" => IdWidth, "error" => 60, _ when column.Kind == FieldKind.Text => 20, _ => 8 },
        IsNumber = column.Kind is FieldKind.Integer or FieldKind.Number or FieldKind.Money,
    };

    private string? Format(LogColumn column, GatewayLog log) => column.GetSent(log) switch
    {
        DateTimeOffset instant => Format(instant),
        _ when column.Name == "status_code" => GetStatus(log),
        var value => LogText.Show(value),
    };

    /// <summary>Returns the status, and marks that of a failed call, because colors are not always visible.</summary>
    private static string GetStatus(GatewayLog log) =>
        log.Success == false ? $"✗ {OrDash(log.StatusCode)}" : LogText.Format((long?)log.StatusCode);

    private static string OrDash(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private string Format(DateTimeOffset instant) => ZonedTime.Format(instant, zone, console.Profile.Width switch
    {
        >= YearFrom => "yyyy-MM-dd HH:mm:ss",
        >= SecondsFrom => "MM-dd HH:mm:ss",
        _ => "MM-dd HH:mm",
    });
}
