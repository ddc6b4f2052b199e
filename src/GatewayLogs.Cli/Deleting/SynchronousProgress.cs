namespace GatewayLogs.Cli.Deleting;

/// <summary>
/// Invokes the handler on the calling thread; <see cref="Progress{T}"/> posts it, so reports can be late and out of order.
/// </summary>
internal sealed class SynchronousProgress<T>(Action<T> handler) : IProgress<T>
{
    public void Report(T value) => handler(value);
}
