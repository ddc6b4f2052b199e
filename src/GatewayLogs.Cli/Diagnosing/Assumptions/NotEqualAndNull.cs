namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class NotEqualAndNull() : Assumption("neq-null", "The operator neq also matches logs without a value.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        Evidence.Require(await evidence.GetNewestAsync(), row => row.IsNull("feedback"), "All of the newest logs have feedback.");
        var found = await evidence.FilterAsync(Evidence.NewestFirst, LogFilter.Feedback.NotEqualTo(1));
        return Outcome.If(found.Rows.Any(row => row.IsNull("feedback")), "Logs without feedback do not match.");
    }
}
