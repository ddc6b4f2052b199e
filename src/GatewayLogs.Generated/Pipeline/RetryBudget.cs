namespace GatewayLogs.Pipeline;

/// <summary>Suspends the retries of a client while most of its calls fail, so that retries do not add load to a failing service.</summary>
internal sealed class RetryBudget
{
    private const int Capacity = 500;

    private const int Cost = 5;

    private const int TimeoutCost = 10;

    private int _tokens = Capacity;

    /// <summary>Spends the cost of one retry if enough tokens are left.</summary>
    public bool TrySpend(bool afterTimeout)
    {
        var cost = afterTimeout ? TimeoutCost : Cost;
        int tokens;
        do
        {
            tokens = Volatile.Read(ref _tokens);
            if (tokens < cost)
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref _tokens, tokens - cost, tokens) != tokens);

        return true;
    }

    /// <summary>Returns one token after a successful call.</summary>
    public void Refund()
    {
        int tokens;
        do
        {
            tokens = Volatile.Read(ref _tokens);
        }
        while (tokens < Capacity && Interlocked.CompareExchange(ref _tokens, tokens + 1, tokens) != tokens);
    }
}
