using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace GatewayLogs.Tests;

/// <summary>A row of the model.</summary>
internal sealed record ModelRow(string Id, long Milliseconds, string Model, string Team = "search", string Agent = "a");

/// <summary>The list endpoint over rows in memory, with the faults that a test chooses.</summary>
internal sealed class ModelService(int seed) : OfflineService
{
    /// <summary>The share of requests that fail while faults are allowed.</summary>
    private const double FaultRate = 0.2;

    private readonly Lock _gate = new();

    private readonly Random _random = new(seed);

    private readonly Dictionary<string, int> _faults = [];

    private readonly List<(long From, string Body)> _earlierPages = [];

    public SortedSet<ModelRow> Rows { get; } = new(Comparer<ModelRow>.Create((one, other) =>
        one.Milliseconds != other.Milliseconds ? one.Milliseconds.CompareTo(other.Milliseconds) : string.CompareOrdinal(one.Id, other.Id)));

    /// <summary>Gets or sets a callback that runs before every response, under the lock.</summary>
    public Action<ModelService, Random>? Meanwhile { get; set; }

    /// <summary>Gets or sets how often the same request may fail. Default: 0.</summary>
    public int MostFaults { get; set; }

    public bool HasCounts { get; set; } = true;

    public bool ShufflesTies { get; set; }

    public bool IgnoresPage { get; set; }

    public bool IgnoresFilters { get; set; }

    public bool Misorders { get; set; }

    /// <summary>Gets or sets whether lt and gt include rows at the limit.</summary>
    public bool TakesEdges { get; set; }

    public int Requests { get; private set; }

    /// <summary>Forgets earlier pages, which are not returned again.</summary>
    public void ForgetPages() => _earlierPages.Clear();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body;
        lock (_gate)
        {
            Requests++;
            Meanwhile?.Invoke(this, _random);
            body = List(request.RequestUri!);
        }

        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        });
    }

    private static Dictionary<string, string> Parameters(Uri address) =>
        address.Query.TrimStart('?').Split('&').Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));

    private string List(Uri address)
    {
        var parameters = Parameters(address);
        var perPage = int.Parse(parameters["per_page"], CultureInfo.InvariantCulture);
        var page = IgnoresPage ? 1 : int.Parse(parameters["page"], CultureInfo.InvariantCulture);
        var isDescending = parameters["order_by_direction"] == "desc";
        var matching = Matching(IgnoresFilters ? null : parameters.GetValueOrDefault("filters"), out var from);
        var rows = isDescending ? matching.Reverse() : matching;
        if (ShufflesTies)
        {
            var ordered = rows.Select(row => (row, Tie: _random.Next())).ToList();
            rows = (isDescending ? ordered.OrderByDescending(row => row.row.Milliseconds) : ordered.OrderBy(row => row.row.Milliseconds))
                .ThenBy(row => row.Tie).Select(row => row.row);
        }

        var key = isDescending ? -from.Before : from.After;
        var found = rows.Skip((page - 1) * perPage).Take(perPage).ToList();
        if (Misorders)
        {
            found.Reverse();
        }

        var total = matching.Count();
        var faults = _faults.GetValueOrDefault(address.Query);
        if (faults < MostFaults && _random.NextDouble() < FaultRate)
        {
            _faults[address.Query] = faults + 1;
            switch (_random.Next(3))
            {
                case 0:
                    found = found[.._random.Next(found.Count + 1)];
                    break;
                case 1 when Misorder(found):
                    break;
                default:
                    // An earlier page is returned again.
                    if (_earlierPages.Where(response => response.From <= key).Select(response => response.Body).LastOrDefault() is { } earlier)
                    {
                        return earlier;
                    }

                    break;
            }
        }

        var body = Body(found, total, page, perPage);
        if (MostFaults > 0 && !address.Query.Contains("%22id%22", StringComparison.Ordinal))
        {
            // A lookup by ID is not a page of the enumeration.
            _earlierPages.Add((key, body));
        }

        return body;
    }

    private static bool Misorder(List<ModelRow> rows)
    {
        rows.Reverse();
        return rows.Count > 0 && rows[0].Milliseconds != rows[^1].Milliseconds;
    }

    private IEnumerable<ModelRow> Matching(string? filters, out (long After, long Before) range)
    {
        var (after, before) = (long.MinValue + 1, long.MaxValue);
        var conditions = new List<Func<ModelRow, bool>>();
        using var parsed = JsonDocument.Parse(filters ?? "[]");
        foreach (var filter in parsed.RootElement.EnumerateArray())
        {
            var values = filter.GetProperty("value").EnumerateArray().Select(value => value.ToString()).ToList();
            switch (filter.GetProperty("key").GetString(), filter.GetProperty("operator").GetString())
            {
                case ("created_at", "gt"):
                    after = Math.Max(after, Instant(values[0]));
                    break;
                case ("created_at", "lt"):
                    before = Math.Min(before, Instant(values[0]));
                    break;
                case ("id", "eq"):
                    conditions.Add(row => values.Contains(row.Id));
                    break;
                case ("model", "eq"):
                    conditions.Add(row => values.Contains(row.Model));
                    break;
                case ("metadata.key", "eq"):
                    conditions.Add(row => values.Contains("team") || values.Contains("agent"));
                    break;
                case ("metadata.value", "eq"):
                    conditions.Add(row => values.Contains(row.Team) || values.Contains(row.Agent));
                    break;
                case var other:
                    throw new NotSupportedException($"The model does not support the filter {other}.");
            }
        }

        range = (after, before);
        (after, before) = TakesEdges ? (after - 1, before + 1) : (after, before);
        if (after >= before - 1)
        {
            return [];
        }

        var (lowest, highest) = (new ModelRow("", Math.Max(after, -1) + 1, ""), new ModelRow("", before, ""));
        IEnumerable<ModelRow> rows = Rows.GetViewBetween(lowest, highest);
        return conditions.Count == 0 ? rows : rows.Where(row => conditions.TrueForAll(condition => condition(row)));
    }

    private static long Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private string Body(List<ModelRow> rows, int total, int page, int perPage)
    {
        var text = new StringBuilder("""{"success":true,"result":[""");
        for (var i = 0; i < rows.Count; i++)
        {
            var instant = DateTimeOffset.FromUnixTimeMilliseconds(rows[i].Milliseconds).UtcDateTime;
            text.Append(i == 0 ? "" : ",").Append(
                CultureInfo.InvariantCulture,
                $$"""{"id":"{{rows[i].Id}}","created_at":"{{instant:yyyy-MM-ddTHH:mm:ss.fff}}Z","model":"{{rows[i].Model}}","metadata":"""
                + $$"""{"team":"{{rows[i].Team}}","agent":"{{rows[i].Agent}}"} }""");
        }

        text.Append(']');
        if (HasCounts)
        {
            text.Append(CultureInfo.InvariantCulture,
                $$""","result_info":{"count":{{rows.Count}},"page":{{page}},"per_page":{{perPage}},"total_count":{{total}} }""");
        }

        return text.Append('}').ToString();
    }
}
