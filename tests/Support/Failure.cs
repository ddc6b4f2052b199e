namespace GatewayLogs.Tests;

/// <summary>The exception that a call must end with.</summary>
internal static class Failure
{
    public static async Task<TException> OfAsync<TException>(Func<Task> call)
        where TException : Exception =>
        (await Assert.ThrowsAsync<TException>(() => call()))!;

    /// <summary>The same, where an exception of a more special kind is as good.</summary>
    public static async Task<TException> OfFamilyAsync<TException>(Func<Task> call)
        where TException : Exception =>
        (await Assert.CatchAsync<TException>(() => call()))!;
}
