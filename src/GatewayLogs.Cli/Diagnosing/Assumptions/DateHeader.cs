using System.Globalization;

namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class DateHeader() : Assumption("date-header", "Responses have a Date header, and no log is newer than it.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var page = await evidence.ListAsync(Evidence.NewestFirst);
        var newest = (await evidence.GetNewestAsync())[0].CreatedAt;
        return page.Http.Headers.TryGetValue("Date", out var values)
            && DateTimeOffset.TryParseExact(values.First(), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? Outcome.If(newest <= date.AddSeconds(1), "The newest log is newer than it.")
                : new Outcome(Outcome.Contradicted, "It is missing or invalid.");
    }
}
