using System.Globalization;
using Spectre.Console;

namespace GatewayLogs.Cli.Output;

/// <summary>
/// Writes logs as a table that fits the width of the terminal, with times in the local time zone. Narrow terminals get fewer columns.
/// </summary>
internal sealed class LogTable(IAnsiConsole console, TimeZoneInfo zone, IReadOnlyList<LogColumn>? chosen = null) : ILogOutput
{
    /// <summary>The minimum width at which times have seconds; <see cref="YearFrom"/> is that of the year.</summary>
    private const int SecondsFrom = 80;

    private const int YearFrom = 100;

    private const int MaxBufferedRows = 1000;

    private static readonly Style s_heading = new(decoration: Decoration.Bold);

    private static readonly Style s_failure = new(Color.Red);

    private readonly List<GatewayLog> _buffered = [];

    private bool _hasShown;

    /// <summary>Gets whether logs are shown as they arrive instead of buffered, because the enumeration does not end.</summary>
    public bool IsLive { get; init; }

    public bool HasChosenColumns => chosen is not null;

    private IReadOnlyList<Column> Columns => chosen is not null
        ? [.. chosen.Select(column => new Column(column.Name, 0, log => Cell(column.GetSent(log))) { Shrinks = column.Name is not ("id" or "created_at") })]
        : [.. Defaults().Where(column => console.Profile.Width >= column.FromWidth)];

    public async Task WriteAsync(IReadOnlyList<GatewayLog> logs, CancellationToken cancellationToken)
    {
        _buffered.AddRange(logs);
        if (_buffered.Count >= MaxBufferedRows || (IsLive && _buffered.Count > 0))
        {
            Draw();
        }

        await Task.CompletedTask;
    }

    public Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_buffered.Count > 0)
        {
            Draw();
        }
        else if (!_hasShown)
        {
            console.WriteLine("No logs.");
        }

        return Task.CompletedTask;
    }

    private void Draw()
    {
        var columns = Columns;
        var table = new Table { Border = TableBorder.None, ShowHeaders = !(IsLive && _hasShown) };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new TruncatedText(TerminalText.Neutralize(column.Name), s_heading))
            {
                NoWrap = !column.Shrinks,
                Alignment = column.IsNumber ? Justify.Right : Justify.Left,
                Padding = new Padding(0, 0, ReferenceEquals(column, columns[^1]) ? 0 : 2, 0),
            });
        }

        foreach (var log in _buffered)
        {
            table.AddRow(columns.Select(column => GetCell(column, log)));
        }

        console.Write(table);
        _buffered.Clear();
        _hasShown = true;
    }

    private static TruncatedText GetCell(Column column, GatewayLog log) =>
        new(TerminalText.Neutralize(column.Value(log) is { Length: > 0 } value ? value : "-"), log.Success == false ? s_failure : Style.Plain);

    private IEnumerable<Column> Defaults() =>
    [
        new("Created", 0, log => log.CreatedAt is { } instant ? Local(instant) : null),
        new("Id", 0, log => log.Id),
        new("Provider", 160, log => log.Provider) { Shrinks = true },
        new("Model", 0, log => log.Model) { Shrinks = true },
        new("Status", 80, log => log.Cached == true ? "cached" : Cell((long?)log.StatusCode)) { IsNumber = true },
        new("ms", 100, log => Cell(log.Duration)) { IsNumber = true },
        new("Tokens", 120, log => $"{Cell(log.TokensIn, "-")}/{Cell(log.TokensOut, "-")}") { IsNumber = true },
        new("Cost $", 120, log => log.Cost?.ToString("0.000000", CultureInfo.InvariantCulture)) { IsNumber = true },
        new("Metadata", 160, log => Cell(log.Metadata)) { Shrinks = true },
    ];

    private string Cell(object? value, string missing = "") => value switch
    {
        null => missing,
        DateTimeOffset instant => Local(instant),
        _ => LogText.Format(value),
    };

    private string Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone)
        .ToString(
            console.Profile.Width switch { >= YearFrom => "yyyy-MM-dd HH:mm:ss", >= SecondsFrom => "MM-dd HH:mm:ss", _ => "MM-dd HH:mm" },
            CultureInfo.InvariantCulture);

    /// <summary>A column, and the minimum width of the terminal at which it is shown.</summary>
    private sealed record Column(string Name, int FromWidth, Func<GatewayLog, string?> Value)
    {
        public bool Shrinks { get; init; }

        public bool IsNumber { get; init; }
    }
}
