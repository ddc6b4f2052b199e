namespace GatewayLogs.Cli.Deleting;

/// <summary>Reports on the calling thread; <see cref="Progress{T}"/> reports later, and in any order.</summary>
internal sealed class SynchronousProgress<T>(Action<T> handler) : IProgress<T>
{
    public void Report(T value) => handler(value);
}
