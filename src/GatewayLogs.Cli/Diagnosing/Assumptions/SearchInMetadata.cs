namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class SearchInMetadata() : Assumption("search", "search matches text in metadata.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var rows = await evidence.GetNewestAsync();
        var value = Evidence.Require(
            rows.SelectMany(row => row.Metadata).Select(entry => entry.Value).Distinct(),
            text => text.Length >= 3 && text.All(char.IsAsciiLetterOrDigit) && !rows.All(row => Contains(row, text)),
            "No metadata of the newest logs distinguishes them.");
        var found = await evidence.ListAsync($"{Evidence.NewestFirst}&search={Uri.EscapeDataString(value)}");
        return found.Rows.Count == 0
            ? new Outcome(Outcome.Contradicted, "A metadata value was not found.")
            : Outcome.If(found.Rows.All(row => Contains(row, value)), "Logs whose metadata does not contain the text were returned.");
    }

    private static bool Contains(LogRow row, string text) =>
        row.Metadata.Any(entry => entry.Value.Contains(text, StringComparison.OrdinalIgnoreCase));
}
