using System.Diagnostics;
using GatewayLogs.Benchmarks.Runs;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>A client that takes part in a comparison.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Title">The name in the table.</param>
/// <param name="Start">Creates the start information of a process that enumerates all logs.</param>
internal sealed record Client(string Name, string Title, Func<PagingArguments, ProcessStartInfo> Start)
{
    /// <summary>Gets the client that all others are compared with.</summary>
    public static Client Reference { get; } = CreateDotnet("raw", "HttpClient, System.Text.Json source generation", "Raw");

    /// <summary>Gets the client that reads the bytes without parsing them.</summary>
    public static Client Draining { get; } = CreateDotnet("draining", "HttpClient, draining only", "Draining");

    public static IReadOnlyList<Client> All { get; } =
    [
        Reference,
        CreateDotnet("ours", "ours", "Ours"),
        CreateDotnet("nswag", "NSwag's default, Newtonsoft.Json", "NSwagNewtonsoft"),
        CreateDotnet("nswag-stj", "NSwag, System.Text.Json", "NSwagSystemTextJson"),
        CreateDotnet("refit", "Refit, source generation", "Refit"),
        CreateDotnet("hand-written", "HttpClient, Utf8JsonReader by hand", "HandWritten"),
        Draining,
        new("npm", "official npm SDK", paging => Programs.Node("tests/GatewayLogs.Benchmarks/Peers/CloudflareSdk/list.mjs", paging.ToArguments())),
    ];

    /// <summary>Gets a function that returns the results of a completed process.</summary>
    public Func<MeasuredProcess, ClientReport> Report { get; init; } = process => ClientReport.Parse(process.Output);

    private static Client CreateDotnet(string name, string title, string project) =>
        new(name, title, paging => Programs.Dotnet($"GatewayLogs.Benchmarks.{project}", paging.ToArguments()));
}
