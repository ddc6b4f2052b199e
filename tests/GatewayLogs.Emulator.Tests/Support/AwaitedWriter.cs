namespace GatewayLogs.Emulator.Tests.Support;

/// <summary>A writer that completes a task when it is flushed.</summary>
public sealed class AwaitedWriter : StringWriter
{
    private readonly TaskCompletionSource<string> _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets a task that returns the text once it has been flushed.</summary>
    public Task<string> Flushed => _flushed.Task;

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        _flushed.TrySetResult(ToString());
        return Task.CompletedTask;
    }
}
