using System.Diagnostics;
using GatewayLogs.Benchmarks.Runs;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>A client that can be compared.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Title">What it is called in the table.</param>
/// <param name="Start">How a walk of it is started.</param>
internal sealed record Client(string Name, string Title, Func<PagingArguments, ProcessStartInfo> Start)
{
    /// <summary>What all others are measured by.</summary>
    public static Client Reference { get; } = OfDotnet("raw", "HttpClient, System.Text.Json source generation", "Raw");

    /// <summary>It reads bytes and makes nothing of them.</summary>
    public static Client Draining { get; } = OfDotnet("draining", "HttpClient, draining only", "Draining");

    public static IReadOnlyList<Client> All { get; } =
    [
        Reference,
        OfDotnet("ours", "ours", "Ours"),
        OfDotnet("nswag", "NSwag's default, Newtonsoft.Json", "NSwagNewtonsoft"),
        OfDotnet("nswag-stj", "NSwag, System.Text.Json", "NSwagSystemTextJson"),
        OfDotnet("refit", "Refit, source generation", "Refit"),
        OfDotnet("hand-written", "HttpClient, Utf8JsonReader by hand", "HandWritten"),
        Draining,
        new("npm", "official npm SDK", told => Programs.Node("tests/GatewayLogs.Benchmarks/Peers/CloudflareSdk/walk.mjs", told.ToArguments())),
    ];

    /// <summary>What it read, once it has ended.</summary>
    public Func<MeasuredProcess, ClientReport> Report { get; init; } = process => ClientReport.Parse(process.Output);

    private static Client OfDotnet(string name, string title, string project) =>
        new(name, title, told => Programs.Dotnet($"GatewayLogs.Benchmarks.{project}", told.ToArguments()));
}
