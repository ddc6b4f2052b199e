namespace GatewayLogs.Pipeline;

/// <summary>Suspends the retries of a client while most of its calls fail, so that retries do not add load to a failing service.</summary>
internal sealed class RetryBudget
{
    private const int Capacity = 500;

    private const int Cost = 5;

    private const int TimeoutCost = 10;

    private readonly Lock _gate = new();

    private int _tokens = Capacity;

    public bool TrySpend(bool afterTimeout)
    {
        var cost = afterTimeout ? TimeoutCost : Cost;
        lock (_gate)
        {
            var isEnough = _tokens >= cost;
            _tokens -= isEnough ? cost : 0;
            return isEnough;
        }
    }

    /// <summary>Returns one token after a successful call.</summary>
    public void Refund()
    {
        lock (_gate)
        {
            _tokens = Math.Min(_tokens + 1, Capacity);
        }
    }
}
