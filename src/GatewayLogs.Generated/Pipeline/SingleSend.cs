namespace GatewayLogs.Pipeline;

/// <summary>Lets one attempt be sent once, whatever handlers the application has added, and keeps what became of it.</summary>
internal sealed class SingleSend
{
    public static readonly HttpRequestOptionsKey<SingleSend> Key = new("GatewayLogs.SingleSend");

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sends;

    /// <summary>Gets whether the attempt has reached the innermost handler.</summary>
    public bool WasSent => Volatile.Read(ref _sends) > 0;

    /// <summary>Gets the status and headers of the response to the attempt, if it is a failure: a handler that sends again has dropped it.</summary>
    public HttpResponseMessage? Refusal { get; private set; }

    /// <summary>Gets what the transport threw instead of a response.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Records a send. Another one, which a hedging handler starts in parallel, waits for the first to end.</summary>
    /// <exception cref="GatewayLogsException">The attempt was sent before.</exception>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _sends) > 1)
        {
            await _ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            throw SentTwice();
        }
    }

    public void End(HttpResponseMessage response)
    {
        Refusal = response.IsSuccessStatusCode ? null : CopyHead(response);
        _ended.SetResult();
    }

    public void Fail(Exception exception)
    {
        Failure = exception;
        _ended.SetResult();
    }

    /// <summary>Returns the exception for an attempt to send again. It is of the family, since resilience handlers handle others and would go on.</summary>
    public static GatewayLogsException SentTwice() => new(
        "A handler of the HttpClient tried to send a request again, which was refused: the client retries by itself, where that is safe. Remove the resilience or retry handler from the HttpClient.")
    {
        Kind = FailureKind.ResponseLost,
    };

    private static HttpResponseMessage CopyHead(HttpResponseMessage response)
    {
        var copy = new HttpResponseMessage(response.StatusCode) { RequestMessage = response.RequestMessage };
        foreach (var (name, values) in response.Headers.NonValidated)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        return copy;
    }
}
