namespace GatewayLogs.Tests;

/// <summary>Counts the threads that run code of one test, including the code of the calls that the test has started.</summary>
/// <remarks>
/// The execution context flows into every task and continuation. <see cref="AsyncLocal{T}"/> reports each time that a thread enters or leaves
/// it, so that other tests, which run at the same time, are not counted.
/// </remarks>
internal sealed class FlowActivity
{
    private static readonly AsyncLocal<FlowActivity?> s_current = new(OnChanged);

    private readonly string _test = TestContext.CurrentContext.Test.ID;

    private int _running;
    private int _entries;

    /// <summary>Gets how many threads run code of the test.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Gets how often a thread has started to run code of the test.</summary>
    public int Entries => Volatile.Read(ref _entries);

    /// <summary>Gets the activity of the test that runs, and starts to record it with the first call.</summary>
    /// <remarks>NUnit lets the context of a fixture flow into its tests, which would then share one activity.</remarks>
    public static FlowActivity Current()
    {
        if (s_current.Value is { } current && current._test == TestContext.CurrentContext.Test.ID)
        {
            return current;
        }

        return s_current.Value = new FlowActivity();
    }

    private static void OnChanged(AsyncLocalValueChangedArgs<FlowActivity?> change)
    {
        if (change.CurrentValue is { } entered)
        {
            Interlocked.Increment(ref entered._running);
            Interlocked.Increment(ref entered._entries);
        }

        if (change.PreviousValue is { } left)
        {
            Interlocked.Decrement(ref left._running);
        }
    }
}
