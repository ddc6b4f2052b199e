using System.Text;
using System.Text.Json;
using GatewayLogs.Benchmarks.HandWritten;
using GatewayLogs.Benchmarks.Raw;
using GatewayLogs.Json;
using Newtonsoft.Json;

namespace GatewayLogs.Benchmarks.Reading;

/// <summary>A way to deserialize a page in memory.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Read">Reads a page and returns the total cost of its rows.</param>
internal sealed record PageReader(string Name, Func<byte[], decimal> Read)
{
    private static readonly JsonSerializerSettings s_newtonsoft = new();

    private static readonly RepeatedTexts s_texts = new();

    public static PageReader Reference { get; } = new("System.Text.Json, source generation", ReadGenerated);

    public static PageReader NSwagString { get; } = new("NSwag, ReadResponseAsString", ReadNSwagString);

    public static PageReader NSwagStream { get; } = new("NSwag's default, a stream", ReadNSwagStream);

    public static IReadOnlyList<PageReader> All { get; } =
    [
        Reference,
        new("ours", ReadOurs),
        NSwagString,
        NSwagStream,
        new("Utf8JsonReader by hand", ReadByHand),
        new("Utf8JsonReader by hand, repeated text once", ReadByHandRepeatedTextOnce),
    ];

    /// <summary>Gets the reader that only reads tokens, as the lower bound. It computes no total.</summary>
    public static PageReader Scan { get; } = new("tokens only", ReadTokens);

    public static decimal ReadGenerated(byte[] utf8) => Sum(System.Text.Json.JsonSerializer.Deserialize(utf8, LogPageContext.Default.LogPage)!);

    public static decimal ReadOurs(byte[] utf8)
    {
        if (!WireJson.TryRead<GatewayLogs.ListGatewayLogsEnvelope>(utf8, includeRawJson: false, out var page, out var position))
        {
            throw new System.Text.Json.JsonException($"The page could not be read{position}.");
        }

        var cost = 0m;
        foreach (var row in page!.Result!)
        {
            cost += row.Cost ?? 0;
        }

        return cost;
    }

    /// <summary>Reads as the generated client does with ReadResponseAsString.</summary>
    public static decimal ReadNSwagString(byte[] utf8) =>
        Sum(JsonConvert.DeserializeObject<NSwagNewtonsoft.ListGatewayLogsEnvelope>(Encoding.UTF8.GetString(utf8), s_newtonsoft)!);

    /// <summary>Reads as the generated client does by default.</summary>
    public static decimal ReadNSwagStream(byte[] utf8)
    {
        using var text = new StreamReader(new MemoryStream(utf8));
        using var json = new JsonTextReader(text);
        return Sum(Newtonsoft.Json.JsonSerializer.Create(s_newtonsoft).Deserialize<NSwagNewtonsoft.ListGatewayLogsEnvelope>(json)!);
    }

    public static decimal ReadByHand(byte[] utf8) => Sum(LogPageReader.Read(utf8, texts: null));

    public static decimal ReadByHandRepeatedTextOnce(byte[] utf8) => Sum(LogPageReader.Read(utf8, s_texts));

    public static decimal ReadTokens(byte[] utf8)
    {
        var json = new Utf8JsonReader(utf8);
        while (json.Read())
        {
        }

        return 0;
    }

    private static decimal Sum(LogPage page)
    {
        var cost = 0m;
        foreach (var row in page.Result!)
        {
            cost += row.Cost ?? 0;
        }

        return cost;
    }

    private static decimal Sum(NSwagNewtonsoft.ListGatewayLogsEnvelope page)
    {
        var cost = 0m;
        foreach (var row in page.Result)
        {
            cost += row.Cost ?? 0;
        }

        return cost;
    }
}
