namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class FilterKeys() : Assumption("filter-keys", "The list accepts the 24 filter keys and 5 operators of the document.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        GatewayLogFilter[] filters =
        [
            .. from key in Enum.GetValues<GatewayLogFilterKey>()
               select new GatewayLogFilter(key, GatewayLogFilterOperator.NotEqual, GetValue(key)),
            LogFilter.Id.EqualTo(Evidence.MissingId),
            LogFilter.Model.Contains(Evidence.MissingId),
            LogFilter.Duration.LessThan(0),
            LogFilter.Duration.GreaterThan(0),
        ];
        var response = await evidence.GetAsync($"{Evidence.OldestFirst}&filters={Evidence.Encode(filters)}");
        return Outcome.If(response.Status == 200, response.Describe());
    }

    private static object GetValue(GatewayLogFilterKey key) => key switch
    {
        GatewayLogFilterKey.CreatedAt => DateTimeOffset.UnixEpoch,
        GatewayLogFilterKey.Success or GatewayLogFilterKey.Cached or GatewayLogFilterKey.Authentication or GatewayLogFilterKey.Wholesale
            or GatewayLogFilterKey.CompatibilityMode => true,
        GatewayLogFilterKey.Cost or GatewayLogFilterKey.Tokens or GatewayLogFilterKey.TokensIn or GatewayLogFilterKey.TokensOut
            or GatewayLogFilterKey.Duration or GatewayLogFilterKey.Feedback => 0,
        _ => Evidence.MissingId,
    };
}
