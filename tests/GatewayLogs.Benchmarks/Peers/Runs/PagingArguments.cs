using System.Globalization;

namespace GatewayLogs.Benchmarks.Runs;

/// <summary>What every client is told.</summary>
/// <param name="Address">The base address of the API, with a slash at its end.</param>
/// <param name="Logs">How many logs there are; only who does not read the answers needs it.</param>
/// <param name="PerPage">How many logs to ask for at once.</param>
/// <param name="MaxConcurrency">How many requests may be on their way at once, for who can do that.</param>
/// <param name="IsWarm">Whether to walk several times and measure the last walk alone.</param>
/// <param name="Started">The time stamp at which the process was started.</param>
public sealed record PagingArguments(Uri Address, int Logs, int PerPage, int MaxConcurrency, bool IsWarm, long Started)
{
    public const string AccountId = "0123456789abcdef0123456789abcdef";

    public const string GatewayId = "benchmark";

    public const string ApiToken = "benchmark-token";

    /// <summary>The address of the list, for who builds addresses by hand.</summary>
    public string List { get; } = $"{Address}accounts/{AccountId}/ai-gateway/gateways/{GatewayId}/logs";

    public static PagingArguments Parse(IReadOnlyList<string> arguments) => new(
        new Uri(arguments[0]),
        int.Parse(arguments[1], CultureInfo.InvariantCulture),
        int.Parse(arguments[2], CultureInfo.InvariantCulture),
        int.Parse(arguments[3], CultureInfo.InvariantCulture),
        arguments[4] == "warm",
        long.Parse(arguments[5], CultureInfo.InvariantCulture));

    /// <summary>The arguments as <see cref="Parse"/> and the script of the SDK read them.</summary>
    public IEnumerable<string> ToArguments() =>
        [Address.AbsoluteUri, Invariant(Logs), Invariant(PerPage), Invariant(MaxConcurrency), IsWarm ? "warm" : "cold", Invariant(Started)];

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);
}
