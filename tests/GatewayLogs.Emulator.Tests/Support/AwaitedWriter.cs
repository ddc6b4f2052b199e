namespace GatewayLogs.Emulator.Tests.Support;

/// <summary>A writer whose text can be awaited.</summary>
public sealed class AwaitedWriter : StringWriter
{
    private readonly TaskCompletionSource<string> _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The text, once it has been flushed.</summary>
    public Task<string> Flushed => _flushed.Task;

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        _flushed.TrySetResult(ToString());
        return Task.CompletedTask;
    }
}
