using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>An in-memory service that returns the JSON of its rows unchanged, including rows that the emulator would reject.</summary>
internal sealed class RawService : HttpMessageHandler
{
    private readonly List<(DateTimeOffset CreatedAt, string Json)> _rows = [];

    private readonly HttpClient _http;

    public RawService()
    {
        _http = new HttpClient(this, disposeHandler: false);
        Client = new GatewayLogsClient(
            new GatewayLogsClientOptions
            {
                AccountId = "a", GatewayId = "g", ApiToken = "t", BaseAddress = new Uri("http://localhost/"), RateLimit = null,
            },
            _http);
    }

    public GatewayLogsClient Client { get; }

    /// <summary>Adds a row.</summary>
    /// <param name="createdAt">The instant of created_at.</param>
    /// <param name="json">The JSON of the row.</param>
    public void Add(DateTimeOffset createdAt, string json) => _rows.Add((createdAt, json));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        return Task.FromResult(new HttpResponseMessage
        {
            Content = new StringContent(
                uri.AbsolutePath.EndsWith("/logs", StringComparison.Ordinal) ? List(uri.Query) : "\"body\"",
                Encoding.UTF8,
                "application/json"),
        });
    }

    protected override void Dispose(bool disposing)
    {
        _http.Dispose();
        base.Dispose(disposing);
    }

    private string List(string query)
    {
        var parameters = query.TrimStart('?').Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        var rows = _rows.OrderBy(row => row.CreatedAt).ToList();
        using var text = new JsonTextReader(new StringReader(parameters.GetValueOrDefault("filters", "[]"))) { DateParseHandling = DateParseHandling.None };
        foreach (var filter in JArray.Load(text))
        {
            var bound = DateTimeOffset.Parse((string)filter["value"]![0]!, CultureInfo.InvariantCulture);
            rows.RemoveAll(row => (string?)filter["operator"] == "gt" ? row.CreatedAt <= bound : row.CreatedAt >= bound);
        }

        if (parameters.GetValueOrDefault("order_by_direction") == "desc")
        {
            rows.Reverse();
        }

        var (page, size) = (Number("page", 1), Number("per_page", 20));
        var shown = rows.Skip((page - 1) * size).Take(size).ToList();
        return $$"""{"success":true,"errors":[],"messages":[],"result":[{{string.Join(',', shown.Select(row => row.Json))}}],"result_info":"""
            + $$"""{"count":{{shown.Count}},"page":{{page}},"per_page":{{size}},"total_count":{{rows.Count}} } }""";

        int Number(string name, int missing) => parameters.TryGetValue(name, out var number) ? int.Parse(number, CultureInfo.InvariantCulture) : missing;
    }
}
