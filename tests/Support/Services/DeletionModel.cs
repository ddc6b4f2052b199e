using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace GatewayLogs.Tests;

/// <summary>A log of the model.</summary>
internal sealed record ModelLog(
    string Id, long CreatedAt, string Model = "a", bool Success = true, double Cost = 0, string Team = "search", string Agent = "x");

/// <summary>A deleted log.</summary>
/// <param name="Log">The log.</param>
/// <param name="Request">The number of the request that deleted it, starting at 1; null if it was deleted otherwise.</param>
internal sealed record GoneLog(ModelLog Log, int? Request);

/// <summary>Deviations of the model from the documented service. Default: none.</summary>
internal sealed record Deviations
{
    /// <summary>Gets which filters a deletion applies: maps the keys of the filters to the indexes of the applied ones.</summary>
    public Func<IReadOnlyList<string>, IEnumerable<int>>? DeleteApplies { get; init; }

    /// <summary>Gets which of several filter values a deletion compares. If empty, the filter is ignored.</summary>
    public Func<IReadOnlyList<string>, IEnumerable<string>>? DeleteCompares { get; init; }

    /// <summary>Gets whether a deletion requires all values of a filter to match.</summary>
    public bool DeleteRequiresAllValues { get; init; }

    /// <summary>Gets which of several filter values a list compares.</summary>
    public Func<IReadOnlyList<string>, IEnumerable<string>>? ListCompares { get; init; }

    /// <summary>Gets the order of every deletion.</summary>
    public Comparison<ModelLog>? DeleteOrder { get; init; }

    /// <summary>Gets whether a deletion also removes the oldest log of the gateway.</summary>
    public bool DeletesOldestToo { get; init; }

    public bool DeleteIgnoresLimit { get; init; }

    /// <summary>Gets how many of the matching logs within the limit a deletion removes.</summary>
    public Func<int, int>? DeletesOf { get; init; }

    /// <summary>Gets how long after its response a deletion is executed.</summary>
    public TimeSpan DeleteDelay { get; init; }

    public int DeleteStatus { get; init; } = 200;

    /// <summary>Gets whether a deletion reports how many logs still match.</summary>
    public bool DeleteCounts { get; init; }

    /// <summary>Gets whether the response to a deletion is lost (not null) and whether the deletion is executed.</summary>
    public Func<Random, bool?>? Loses { get; init; }

    public bool EqualsIgnoresCase { get; init; }

    /// <summary>Gets what a list returns as total_count.</summary>
    public Func<int, Random, int?>? Counts { get; init; }

    public TimeSpan Skew { get; init; }

    /// <summary>Gets how many logs the gateway keeps; further logs evict the oldest.</summary>
    public int? Retention { get; init; }
}

/// <summary>The list and delete endpoints over logs in memory, with a ledger of deletions.</summary>
internal sealed class DeletionModel(int seed, HastyTime time, Deviations deviations) : OfflineService
{
    private const int MostLists = 30_000;

    private readonly Random _random = new(seed);

    private readonly Lock _gate = new();

    private readonly List<(DateTimeOffset Due, List<ModelLog> Logs, int Request)> _accepted = [];

    private readonly Dictionary<ModelLog, string> _rows = new(ReferenceEqualityComparer.Instance);

    public List<ModelLog> Logs { get; } = [];

    public List<GoneLog> Gone { get; } = [];

    public int Lists { get; private set; }

    /// <summary>Gets the filters and limits of all deletions.</summary>
    public List<(string Filters, int Limit)> Deletions { get; } = [];

    /// <summary>Runs before each response.</summary>
    public Action<DeletionModel, Random>? Meanwhile { get; set; }

    public DateTimeOffset UtcNow => time.GetUtcNow() + deviations.Skew;

    public GatewayLogsClient Client() => Client(time).WithOptions(new GatewayLogsCallOptions { MaxRetries = 2 });

    public void Arrive(ModelLog log)
    {
        Logs.Add(log);
        if (Logs.Count > deviations.Retention)
        {
            Remove(Logs.MinBy(stored => stored.CreatedAt)!);
        }
    }

    /// <summary>Deletes a log without a request.</summary>
    public void Remove(ModelLog log) => Remove([log], request: null);

    /// <summary>Returns the logs deleted by requests that satisfy a condition.</summary>
    public IEnumerable<ModelLog> Taken(Func<ModelLog, bool> condition) =>
        Gone.Where(gone => gone.Request is not null).Select(gone => gone.Log).Where(condition);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // An enumeration sends concurrent requests.
        lock (_gate)
        {
            return Task.FromResult(Respond(request));
        }
    }

    private HttpResponseMessage Respond(HttpRequestMessage request)
    {
        Meanwhile?.Invoke(this, _random);
        foreach (var due in _accepted.Where(accepted => accepted.Due <= time.GetUtcNow()).ToList())
        {
            _accepted.Remove(due);
            Remove(due.Logs, due.Request);
        }

        var parameters = request.RequestUri!.Query.TrimStart('?').Split('&').Select(part => part.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        var response = request.Method == HttpMethod.Delete ? Delete(parameters) : List(parameters);
        response.Headers.Date = UtcNow;
        response.Headers.Add("cf-ray", $"ray-{Deletions.Count}");
        return response;
    }

    private void Remove(IReadOnlyList<ModelLog> logs, int? request)
    {
        var removed = new HashSet<ModelLog>(logs, ReferenceEqualityComparer.Instance);
        removed.IntersectWith(Logs);
        Gone.AddRange(logs.Where(removed.Contains).Select(log => new GoneLog(log, request)));
        Logs.RemoveAll(removed.Contains);
    }

    private HttpResponseMessage Delete(Dictionary<string, string> parameters)
    {
        var limit = int.Parse(parameters["limit"], CultureInfo.InvariantCulture);
        Deletions.Add((parameters.GetValueOrDefault("filters", "[]"), limit));
        var conditions = Conditions(parameters, deviations.DeleteCompares, deviations.DeleteRequiresAllValues).ToList();
        if (deviations.DeleteApplies is { } applies)
        {
            conditions = [.. applies([.. conditions.Select(condition => condition.Key)]).Select(place => conditions[place])];
        }

        var matching = Logs.Where(log => conditions.TrueForAll(condition => condition.Holds(log))).ToList();
        matching.Sort(deviations.DeleteOrder ?? (parameters["order_by_direction"] == "desc" ? (one, other) => ByTime(other, one) : ByTime));
        var taken = deviations.DeleteIgnoresLimit ? matching : [.. matching.Take(limit)];
        taken = [.. taken.Take(deviations.DeletesOf?.Invoke(taken.Count) ?? taken.Count)];
        if (deviations.DeletesOldestToo)
        {
            taken = [.. taken.Append(Logs.MinBy(log => (log.CreatedAt, log.Id))!).Distinct()];
        }

        var executes = deviations.Loses?.Invoke(_random);
        if (executes is not false)
        {
            _accepted.Add((time.GetUtcNow() + deviations.DeleteDelay, taken, Deletions.Count));
        }

        if (deviations.DeleteDelay == TimeSpan.Zero && executes is not false)
        {
            Remove(taken, Deletions.Count);
            _accepted.RemoveAt(_accepted.Count - 1);
        }

        if (executes is not null)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "lost");
        }

        var body = deviations.DeleteStatus == 204 ? ""
            : deviations.DeleteCounts ? $$"""{"success":true,"result_info":{"total_count":{{matching.Count - taken.Count}} } }"""
            : """{"success":true}""";
        return new HttpResponseMessage((HttpStatusCode)deviations.DeleteStatus) { Content = Json(body) };
    }

    private HttpResponseMessage List(Dictionary<string, string> parameters)
    {
        if (++Lists > MostLists)
        {
            throw new InvalidOperationException("The deletion does not end.");
        }

        var conditions = Conditions(parameters, deviations.ListCompares, requiresAll: false).ToList();
        var matching = Logs.Where(log => conditions.TrueForAll(condition => condition.Holds(log))).ToList();
        matching.Sort(parameters["order_by_direction"] == "desc" ? (one, other) => ByTime(other, one) : ByTime);
        var (perPage, page) = (int.Parse(parameters["per_page"], CultureInfo.InvariantCulture), int.Parse(parameters["page"], CultureInfo.InvariantCulture));
        var rows = matching.Skip((page - 1) * perPage).Take(perPage).Select(Row);
        var total = deviations.Counts is { } counts ? counts(matching.Count, _random) : matching.Count;
        var info = total is null ? "" : $$""","result_info":{"page":{{page}},"per_page":{{perPage}},"total_count":{{total}} }""";
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = Json($$"""{"success":true,"result":[{{string.Join(',', rows)}}]{{info}}}""") };
    }

    private static ByteArrayContent Json(string body) =>
        new(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static int ByTime(ModelLog one, ModelLog other) =>
        one.CreatedAt != other.CreatedAt ? one.CreatedAt.CompareTo(other.CreatedAt) : string.CompareOrdinal(one.Id, other.Id);

    private string Row(ModelLog log)
    {
        if (!_rows.TryGetValue(log, out var row))
        {
            _rows[log] = row = Serialize(log);
        }

        return row;
    }

    private static string Serialize(ModelLog log) => JsonSerializer.Serialize(new
    {
        id = log.Id,
        created_at = DateTimeOffset.FromUnixTimeMilliseconds(log.CreatedAt).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        model = log.Model,
        success = log.Success,
        cost = log.Cost,
        metadata = new { team = log.Team, agent = log.Agent },
    });

    private IEnumerable<(string Key, Func<ModelLog, bool> Holds)> Conditions(
        Dictionary<string, string> parameters, Func<IReadOnlyList<string>, IEnumerable<string>>? compares, bool requiresAll)
    {
        using var filters = JsonDocument.Parse(parameters.GetValueOrDefault("filters", "[]"));
        foreach (var filter in filters.RootElement.EnumerateArray().Select(filter => filter.Clone()))
        {
            var (key, @operator) = (filter.GetProperty("key").GetString()!, filter.GetProperty("operator").GetString()!);
            var values = filter.GetProperty("value").EnumerateArray().Select(value => value.ToString()).ToList();
            var compared = values.Count > 1 && compares is not null ? compares(values).ToList() : values;
            var holds = compared.ConvertAll(value => Condition(key, @operator, value));
            yield return (key, compared.Count == 0 ? _ => true
                : requiresAll ? log => holds.TrueForAll(one => one(log))
                : key == "id" ? IsAnyId(compared)
                : log => holds.Exists(one => one(log)));
        }
    }

    private Func<ModelLog, bool> IsAnyId(IEnumerable<string> ids)
    {
        var set = ids.ToHashSet(Equality);
        return log => set.Contains(log.Id);
    }

    private StringComparer Equality => deviations.EqualsIgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private Func<ModelLog, bool> Condition(string key, string @operator, string value)
    {
        switch (key, @operator)
        {
            case ("created_at", "lt" or "gt"):
                var instant = DateTimeOffset.Parse(value, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
                return @operator == "lt" ? log => log.CreatedAt < instant : log => log.CreatedAt > instant;
            case ("cost", "lt" or "gt"):
                var cost = double.Parse(value, CultureInfo.InvariantCulture);
                return @operator == "lt" ? log => log.Cost < cost : log => log.Cost > cost;
            case ("id", "eq"):
                return log => Equality.Equals(log.Id, value);
            case ("model", "eq"):
                return log => Equality.Equals(log.Model, value);
            case ("model", "neq"):
                return log => !Equality.Equals(log.Model, value);
            case ("success", "eq" or "neq"):
                return log => log.Success == bool.Parse(value) == (@operator == "eq");
            case ("metadata.key", "eq"):
                return _ => value is "team" or "agent";
            case ("metadata.value", "eq"):
                return log => log.Team == value || log.Agent == value;
            case var other:
                throw new NotSupportedException($"The model does not support the filter {other}.");
        }
    }
}
