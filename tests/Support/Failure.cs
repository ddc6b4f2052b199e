namespace GatewayLogs.Tests;

/// <summary>Returns the exception that a call must throw.</summary>
internal static class Failure
{
    public static async Task<TException> OfAsync<TException>(Func<Task> call)
        where TException : Exception =>
        (await Assert.ThrowsAsync<TException>(() => call()))!;

    /// <summary>Returns the exception, which can be of a derived type.</summary>
    public static async Task<TException> OfFamilyAsync<TException>(Func<Task> call)
        where TException : Exception =>
        (await Assert.CatchAsync<TException>(() => call()))!;
}
