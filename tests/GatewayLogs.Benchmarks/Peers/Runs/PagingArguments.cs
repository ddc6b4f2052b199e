using System.Globalization;

namespace GatewayLogs.Benchmarks.Runs;

/// <summary>The arguments of every client.</summary>
/// <param name="Address">The base address of the API, with a slash at its end.</param>
/// <param name="Logs">The number of logs, for clients that do not parse responses.</param>
/// <param name="PerPage">The number of logs per request.</param>
/// <param name="MaxConcurrency">The number of concurrent requests, for clients that support it.</param>
/// <param name="IsWarm">Whether to measure only the last of several enumerations.</param>
/// <param name="Started">The time stamp of the start of the process.</param>
public sealed record PagingArguments(Uri Address, int Logs, int PerPage, int MaxConcurrency, bool IsWarm, long Started)
{
    public const string AccountId = "0123456789abcdef0123456789abcdef";

    public const string GatewayId = "benchmark";

    public const string ApiToken = "benchmark-token";

    /// <summary>Gets the address of the list, for clients that build URLs themselves.</summary>
    public string List { get; } = $"{Address}accounts/{AccountId}/ai-gateway/gateways/{GatewayId}/logs";

    public static PagingArguments Parse(IReadOnlyList<string> arguments) => new(
        new Uri(arguments[0]),
        int.Parse(arguments[1], CultureInfo.InvariantCulture),
        int.Parse(arguments[2], CultureInfo.InvariantCulture),
        int.Parse(arguments[3], CultureInfo.InvariantCulture),
        arguments[4] == "warm",
        long.Parse(arguments[5], CultureInfo.InvariantCulture));

    /// <summary>Returns the arguments in the format that <see cref="Parse"/> and the script of the SDK read.</summary>
    public IEnumerable<string> ToArguments() =>
        [Address.AbsoluteUri, Invariant(Logs), Invariant(PerPage), Invariant(MaxConcurrency), IsWarm ? "warm" : "cold", Invariant(Started)];

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);
}
