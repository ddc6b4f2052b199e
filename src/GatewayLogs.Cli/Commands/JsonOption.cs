using System.CommandLine;

namespace GatewayLogs.Cli.Commands;

/// <summary><c>--json</c>: whether a person or a program reads the output.</summary>
internal static class JsonOption
{
    public static Option<bool> Create() => new("--json") { Description = "Writes one JSON object a line, on a terminal too." };

    public static bool IsWanted(ParseResult result, Option<bool> option) => result.GetValue(option) || Console.IsOutputRedirected;
}
