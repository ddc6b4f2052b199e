using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace GatewayLogs.Tests;

/// <summary>A log of <see cref="DeviatingService"/>. Its time is stored in microseconds and returned in milliseconds.</summary>
internal sealed record StoredLog(string Id, long Microseconds, string Model)
{
    public long Milliseconds => Microseconds / 1_000;
}

/// <summary>A list endpoint with rows in memory that deviates from the document as defined by <see cref="ServiceBehavior"/>.</summary>
internal sealed class DeviatingService(ServiceBehavior behavior, int seed, Func<DateTimeOffset> localTime) : HttpMessageHandler
{
    private readonly Lock _gate = new();

    private readonly Random _random = new(seed);

    private byte[]? _earlierBody;

    private int _disturbances;

    private long? _firstTotal;

    public List<StoredLog> Rows { get; } = [];

    public HashSet<string> Deleted { get; } = [];

    public Dictionary<string, StoredLog> Ever { get; } = [];

    public int Requests { get; private set; }

    public DateTimeOffset Now => localTime() + behavior.Skew;

    public void Insert(StoredLog row)
    {
        lock (_gate)
        {
            Rows.Add(row);
            Ever[row.Id] = row;
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Requests++;
            behavior.Meanwhile?.Invoke(this, _random);
            var response = Respond(request.RequestUri!);
            if (behavior.SendsDate)
            {
                response.Headers.Date = Now;
            }

            return Task.FromResult(response);
        }
    }

    public void Delete(StoredLog row)
    {
        Rows.Remove(row);
        Deleted.Add(row.Id);
    }

    private HttpResponseMessage Respond(Uri address)
    {
        // At most two disturbances in a row, which the client must tolerate.
        if (behavior.Disturb is { } disturb && _disturbances < 2 && _random.NextDouble() < 0.2 && disturb(_random) is { } disturbance)
        {
            _disturbances++;
            return disturbance;
        }

        if (behavior.RepeatsPages && _earlierBody is not null && _disturbances < 2 && _random.NextDouble() < 0.15)
        {
            _disturbances++;
            return Ok(_earlierBody);
        }

        _disturbances = 0;
        _earlierBody = List(address);
        return Ok(_earlierBody);
    }

    private static HttpResponseMessage Ok(byte[] body) =>
        new(HttpStatusCode.OK) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } } };

    private byte[] List(Uri address)
    {
        var parameters = address.Query.TrimStart('?').Split('&')
            .Select(part => part.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        var page = behavior.IgnoresPage ? 1 : int.Parse(parameters["page"], CultureInfo.InvariantCulture);
        var requested = int.Parse(parameters["per_page"], CultureInfo.InvariantCulture);
        var length = behavior.FixedLength ?? Math.Min(requested, behavior.Cap ?? int.MaxValue);
        if (behavior.VariesLength)
        {
            length = 1 + _random.Next(length);
        }

        var isDescending = (parameters["order_by_direction"] == "desc") != behavior.IgnoresDirection;
        var matching = Order(Matching(parameters.GetValueOrDefault("filters")), isDescending);
        _firstTotal ??= matching.Count;
        var offset = (page - 1) * (behavior.OffsetsByRequest ? requested : behavior.FixedLength ?? Math.Min(requested, behavior.Cap ?? int.MaxValue));
        var rows = matching.Skip(offset).Take(length + behavior.ExtraRows).ToList();
        if (behavior.ReversesPages)
        {
            rows.Reverse();
        }

        if (behavior.RepeatsRows && rows.Count > 1 && rows.Count < length)
        {
            rows.Insert(1, rows[0]);
        }

        return Encoding.UTF8.GetBytes(Write(rows, behavior.Count(new Counted(matching.Count, rows.Count, page, _firstTotal.Value), _random)));
    }

    private List<StoredLog> Order(IEnumerable<StoredLog> rows, bool isDescending)
    {
        var ordered = behavior.Ties switch
        {
            TieOrder.Random => rows.Select(row => (Row: row, Tie: _random.Next()))
                .OrderBy(row => row.Row.Milliseconds)
                .ThenBy(row => row.Tie)
                .Select(row => row.Row),
            TieOrder.Alternating when Requests % 2 == 1 => rows.OrderBy(row => row.Milliseconds).ThenByDescending(row => row.Id, StringComparer.Ordinal),
            TieOrder.Alternating => rows.OrderBy(row => row.Milliseconds).ThenBy(row => row.Id, StringComparer.Ordinal),
            _ => rows.OrderBy(row => row.Microseconds).ThenBy(row => row.Id, StringComparer.Ordinal),
        };
        return isDescending ? [.. ordered.Reverse()] : [.. ordered];
    }

    private IEnumerable<StoredLog> Matching(string? filters)
    {
        IEnumerable<StoredLog> rows = Rows;
        using var parsed = JsonDocument.Parse(filters ?? "[]");
        foreach (var filter in parsed.RootElement.EnumerateArray())
        {
            var (key, @operator, value) = (
                filter.GetProperty("key").GetString()!,
                filter.GetProperty("operator").GetString()!,
                filter.GetProperty("value")[0].GetString()!);
            if (behavior.Ignores(key, @operator))
            {
                continue;
            }

            rows = (key, @operator) switch
            {
                ("created_at", "gt" or "lt") => rows.Where(row => IsWithin(row, @operator == "gt" ? 1 : -1, Instant(value))),
                ("id", "eq") => rows.Where(row => row.Id == value),
                ("model", "eq") => rows.Where(row => row.Model == value),
                _ => throw new NotSupportedException($"The model has no filter {key} {@operator}."),
            };
            rows = [.. rows];
        }

        return rows;
    }

    private bool IsWithin(StoredLog row, int side, long limit)
    {
        var order = behavior.Granularity.Compare(behavior.StoresMicroseconds ? row.Microseconds : row.Milliseconds * 1_000, limit);
        return Math.Sign(order) == side || (order == 0 && behavior.IncludesLimits);
    }

    private static long Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() * 1_000;

    private static string Write(List<StoredLog> rows, long? total)
    {
        var text = new StringBuilder("""{"success":true,"result":[""");
        foreach (var (i, row) in rows.Index())
        {
            var instant = DateTimeOffset.FromUnixTimeMilliseconds(row.Milliseconds).UtcDateTime;
            text.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture,
                $$"""{"id":"{{row.Id}}","created_at":"{{instant:yyyy-MM-ddTHH:mm:ss.fff}}Z","model":"{{row.Model}}"}""");
        }

        return text.Append(CultureInfo.InvariantCulture,
            $$"""],"result_info":{"total_count":{{total?.ToString(CultureInfo.InvariantCulture) ?? "null"}}} }""").ToString();
    }
}
