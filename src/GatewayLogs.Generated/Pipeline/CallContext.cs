using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs.Pipeline;

/// <summary>A call of an operation with all its attempts. The generated client adds it to the options of each request.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "The handlers that set the deadline and the clock dispose them.")]
internal abstract class CallContext(string operation, HttpMethod method, CallSettings settings, CancellationToken cancellationToken)
{
    public static readonly HttpRequestOptionsKey<CallContext> Key = new("GatewayLogs.Call");

    /// <summary>Gets the operation id in the OpenAPI document.</summary>
    public string Operation => operation;

    public HttpMethod Method => method;

    public CallSettings Settings => settings;

    public GatewayLogsClientOptions Options => settings.Options;

    public CancellationToken CancellationToken => cancellationToken;

    public RetrySafety RetrySafety { get; } = settings.RetrySafety
        ?? (method == HttpMethod.Get ? RetrySafety.Safe : method == HttpMethod.Patch ? RetrySafety.IdempotentWrite : RetrySafety.NotIdempotent);

    /// <summary>Gets or sets the deadline of the call. Set by <see cref="RetryHandler"/>.</summary>
    public Deadline Deadline { get; set; } = null!;

    public int Attempts { get; set; }

    /// <summary>
    /// Gets or sets the timer of the current attempt: for its headers, and then for each read of its body. Set by
    /// <see cref="ResponseHandler"/>.
    /// </summary>
    public CancellationTokenSource Clock { get; set; } = null!;

    /// <summary>Gets or sets the status and headers of the current attempt's response; null before they arrive.</summary>
    public GatewayLogsResponse? Response { get; set; }

    /// <summary>Gets whether the call is a deletion and one of its failed attempts may have been executed.</summary>
    public bool MayHaveDeleted { get; private set; }

    public static CallContext From(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var call) ? call : throw new InvalidOperationException(
            "The request was not created by a generated method.");

    /// <summary>Reads the content of a successful response, as a part of the attempt.</summary>
    public abstract Task ReadAsync(HttpResponseMessage message, CancellationToken cancellationToken);

    public void Record(GatewayLogsException failure)
    {
        failure.Attempts = Attempts;
        MayHaveDeleted |= Method == HttpMethod.Delete && RetryTable.MayHaveBeenExecuted(failure.Kind, failure.StatusCode);
    }
}

/// <summary>A call with the result that is read from its response.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
internal sealed class CallContext<T>(
    string operation, HttpMethod method, CallSettings settings, Func<CallContext, HttpResponseMessage, CancellationToken, Task<T>> read,
    CancellationToken cancellationToken)
    : CallContext(operation, method, settings, cancellationToken)
{
    private Task<T>? _result;

    /// <summary>Gets the text of the response, which is not kept. The generated methods use this name and the next one.</summary>
    public string Text { get; } = string.Empty;

    /// <summary>Gets the result, after <see cref="ReadAsync"/> has completed.</summary>
    public T Object => _result!.GetAwaiter().GetResult();

    public override Task ReadAsync(HttpResponseMessage message, CancellationToken cancellationToken) => _result = read(this, message, cancellationToken);
}
