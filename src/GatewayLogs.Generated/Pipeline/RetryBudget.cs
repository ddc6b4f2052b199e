namespace GatewayLogs.Pipeline;

/// <summary>Suspends the retries of a client while most of its calls fail, so that they do not overload a struggling service.</summary>
internal sealed class RetryBudget
{
    private const int Capacity = 500;

    private const int Cost = 5;

    private const int CostOfTimeout = 10;

    private int _tokens = Capacity;

    /// <summary>Takes the cost of one retry, if enough tokens are left.</summary>
    public bool TrySpend(bool afterTimeout)
    {
        var cost = afterTimeout ? CostOfTimeout : Cost;
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

    /// <summary>Returns one token for a call that succeeded.</summary>
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
