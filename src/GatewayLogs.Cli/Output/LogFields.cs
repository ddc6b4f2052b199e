using Spectre.Console;

namespace GatewayLogs.Cli.Output;

/// <summary>Writes one log as a list of its fields, with the names of the API and times in a time zone.</summary>
internal static class LogFields
{
    public static void Write(IAnsiConsole console, TimeZoneInfo zone, GatewayLog log)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn().NoWrap());
        grid.AddColumn();
        var fields = LogColumn.All
            .Where(column => !log.AdditionalProperties.ContainsKey(column.Name))
            .Select(column => KeyValuePair.Create(column.Name, column.Value(log)))
            .Concat(log.AdditionalProperties.Select(field => KeyValuePair.Create(field.Key, (object?)field.Value)));
        foreach (var (name, value) in fields.Where(field => field.Value is not null))
        {
            grid.AddRow(new Text(TerminalText.Neutralize(name)), new Text(TerminalText.Neutralize(Show(value, zone))));
        }

        console.Write(grid);
    }

    private static string Show(object? value, TimeZoneInfo zone) => value is DateTimeOffset instant
        ? ZonedTime.Format(instant, zone, "yyyy-MM-dd HH:mm:ss.fff")
        : LogText.Show(value);
}
