using System.Globalization;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Export;

/// <summary>
/// Compares the arguments of an export with those of its checkpoint, by their meaning: <c>2026-10-30T00:00Z</c> is <c>2026-10-30</c>, and
/// <c>--failed</c> is <c>--success false</c>.
/// </summary>
internal static class ExportIdentity
{
    public const string BaseAddress = "--base-url";

    public const string CsvEscape = "--csv-escape";

    private const string None = "(none)";

    /// <summary>Any two times, with a time of day that users do not type.</summary>
    private static readonly DateTimeOffset[] s_now = [.. new[] { 2400, 2500 }.Select(year => new DateTimeOffset(year, 3, 4, 5, 6, 7, 891, TimeSpan.Zero))];

    /// <summary>Returns the first option with another meaning, as typed in both commands; null if there is none.</summary>
    /// <param name="stored">The arguments in the checkpoint.</param>
    /// <param name="given">The arguments of this command.</param>
    public static (string Before, string Now)? FindDifference(IReadOnlyDictionary<string, string> stored, IReadOnlyDictionary<string, string> given)
    {
        var (before, now) = (Interpret(Complete(stored, given)), Interpret(given));
        foreach (var name in before.Keys.Union(now.Keys))
        {
            var (one, other) = (before.GetValueOrDefault(name), now.GetValueOrDefault(name));
            if (one.Meaning != other.Meaning)
            {
                return (one.Text ?? $"{name} {None}", other.Text ?? $"{name} {None}");
            }
        }

        return null;
    }

    /// <summary>Adds the arguments that earlier versions did not record: any base URL, and the escaping of CSV that they used.</summary>
    private static Dictionary<string, string> Complete(IReadOnlyDictionary<string, string> stored, IReadOnlyDictionary<string, string> given)
    {
        var complete = new Dictionary<string, string>(stored);
        if (given.TryGetValue(BaseAddress, out var address))
        {
            complete.TryAdd(BaseAddress, address);
        }

        if (given.ContainsKey(CsvEscape))
        {
            complete.TryAdd(CsvEscape, ExportPlan.GetName(Output.CsvEscape.Spreadsheet));
        }

        return complete;
    }

    private static Dictionary<string, (string? Meaning, string? Text)> Interpret(IReadOnlyDictionary<string, string> arguments)
    {
        Dictionary<string, (string?, string?)> meanings = [];
        foreach (var (name, value) in arguments)
        {
            var (key, meaning) = GetMeaning(name, value);
            meanings[key] = (meaning, $"{name} {value}".TrimEnd());
        }

        return meanings;
    }

    /// <summary>Returns the option and its meaning; null if it has the meaning of its default.</summary>
    private static (string Option, string? Meaning) GetMeaning(string name, string value) => name switch
    {
        "--checkpoint-every" => (name, null), // Affects when checkpoints are saved, not which logs are written.
        "--since" or "--until" => (name, GetTime(name, value)),
        "--failed" => ("--success", value == "false" ? "true" : "false"),
        "--success" or "--cached" => (name, value == "false" ? "false" : "true"),
        "--seed" when value == "0" => (name, null),
        "--min-cost" or "--min-score" or "--max-score" when decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            (name, number.ToString("0.############################", CultureInfo.InvariantCulture)),
        "--status" or "--redact" or "--model" or "--provider" =>
            (name, string.Join(',', value.Split([',', ' ', '\''], StringSplitOptions.RemoveEmptyEntries).Order())),
        _ => (name, value),
    };

    /// <summary>Returns an instant, or for an age its length, because it is another instant in each run.</summary>
    private static string GetTime(string name, string text)
    {
        var instants = s_now.Select(now => TimeArgument.Parse(name, text, now)).ToArray();
        return instants[0] == instants[1] ? Output.InstantText.Write(instants[0]) : $"{s_now[0] - instants[0]} ago";
    }
}
