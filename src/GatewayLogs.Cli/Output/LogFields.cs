using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Spectre.Console;

namespace GatewayLogs.Cli.Output;

/// <summary>One log as a list of its fields, in the names of the wire.</summary>
internal static class LogFields
{
    public static void Write(IAnsiConsole console, GatewayLogDetail log)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn().NoWrap());
        grid.AddColumn();
        foreach (var field in JObject.FromObject(log).Properties())
        {
            grid.AddRow(new Text(TerminalText.Neutralize(field.Name)), new Text(TerminalText.Neutralize(Show(field.Value))));
        }

        console.Write(grid);
    }

    private static string Show(JToken value) => value.Type switch
    {
        JTokenType.Date => ((DateTimeOffset)value).ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss.fff zzz", null),
        JTokenType.String => (string)value!,
        _ => value.ToString(Formatting.None),
    };
}
