using GatewayLogs.Cli.Output;
using System.CommandLine;

namespace GatewayLogs.Cli.Selecting;

/// <summary>The options that say which logs a command is about; all that are given must hold.</summary>
internal sealed class Selection
{
    private readonly Option<string?> _since = Text("--since", $"Logs from this time on: {TimeArgument.Forms}.", "TIME");

    private readonly Option<string?> _until = Text("--until", "Logs before this time, itself not included; the same forms.", "TIME");

    private readonly Option<string?> _model = Text("--model", "Logs of this model.", "NAME");

    private readonly Option<string?> _provider = Text("--provider", "Logs of this provider.", "NAME");

    private readonly Option<bool?> _success = new("--success") { Description = "Logs of calls that succeeded; with false, of those that failed.", HelpName = "true|false" };

    private readonly Option<bool?> _failed = new("--failed") { Description = "Logs of calls that failed; with false, of those that succeeded.", HelpName = "true|false" };

    private readonly Option<bool?> _cached = new("--cached") { Description = "Logs of answers from the cache; with false, of the others.", HelpName = "true|false" };

    private readonly Option<string?> _minCost = Text("--min-cost", "Logs of calls that cost at least this much, in US dollars.", "AMOUNT");

    private readonly Option<string[]> _metadata = new("--metadata") { Description = "Logs whose metadata has this entry; repeat it to demand several.", HelpName = "NAME=VALUE" };

    private readonly Option<string?> _search = Text("--search", "Text to find in the values of the metadata.", "TEXT");

    private readonly Option<string[]> _filter = new("--filter")
    {
        Description = "Any other condition KEY OPERATOR VALUE, such as 'tokens_out gt 1000', with eq, neq, contains, lt or gt; repeat it to demand several.",
        HelpName = "CONDITION",
    };

    /// <summary>The options in the order in which help shows them.</summary>
    private IEnumerable<Option> Options =>
        [_since, _until, _model, _provider, _success, _failed, _cached, _minCost, _metadata, _search, _filter];

    public void AddTo(Command command)
    {
        foreach (var option in Options)
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the options as a query for the oldest logs first.</summary>
    /// <exception cref="FormatException">A value is malformed; the message names the option and what was expected.</exception>
    public GatewayLogQuery Read(ParseResult result, TimeProvider time)
    {
        var (since, until) = ReadLimits(result, time);
        var query = ReadConditions(result, time);
        List<GatewayLogFilter> limits = [];

        // The service's gt leaves its value out, so the millisecond before it is sent.
        if (since is { } first)
        {
            limits.Add(LogFilter.CreatedAt.After(first.AddMilliseconds(-1)));
        }

        if (until is { } end)
        {
            limits.Add(LogFilter.CreatedAt.Before(end));
        }

        return query with { Filters = [.. limits, .. query.Filters] };
    }

    /// <summary>Reads --since and --until: the first instant, and the first that is too late.</summary>
    /// <exception cref="FormatException">A value is malformed, or the range is empty.</exception>
    public (DateTimeOffset? Since, DateTimeOffset? Until) ReadLimits(ParseResult result, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var (since, until) = (ParseTime(result, _since, now), ParseTime(result, _until, now));
        return since >= until
            ? throw new FormatException($"--since is {InstantText.Write(since!.Value)}, which is not before --until. Exchange them, or leave one out.")
            : (since, until);
    }

    /// <summary>Reads all but --since and --until.</summary>
    /// <exception cref="FormatException">A value is malformed; the message names the option and what was expected.</exception>
    public GatewayLogQuery ReadConditions(ParseResult result, TimeProvider time) => new()
    {
        Filters = [.. GetFilters(result, time.GetUtcNow())],
        Search = result.GetValue(_search),
    };

    /// <summary>What a person typed, option and values: the same words are the same selection, though "2h" is another instant each time.</summary>
    public IReadOnlyDictionary<string, string> CanonicalArguments(ParseResult result) => Options
        .Select(option => (option.Name, Result: result.GetResult(option)))
        .Where(option => option.Result is { Implicit: false })
        .ToDictionary(option => option.Name, option => string.Join(", ", option.Result!.Tokens.Select(token => Quoted(token.Value)).Order(StringComparer.Ordinal)));

    /// <summary>A value that could be taken for several is put in quotation marks.</summary>
    private static string Quoted(string value) => value.AsSpan().ContainsAny(",'") ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'" : value;

    private IEnumerable<GatewayLogFilter> GetFilters(ParseResult result, DateTimeOffset now)
    {
        if (result.GetValue(_model) is { } model)
        {
            yield return LogFilter.Model.EqualTo(model);
        }

        if (result.GetValue(_provider) is { } provider)
        {
            yield return LogFilter.Provider.EqualTo(provider);
        }

        if (ReadSuccess(result) is { } success)
        {
            yield return LogFilter.Success.EqualTo(success);
        }

        if (result.GetValue(_cached) is { } cached)
        {
            yield return LogFilter.Cached.EqualTo(cached);
        }

        if (result.GetValue(_minCost) is { } cost)
        {
            yield return Condition.AtLeast(cost);
        }

        foreach (var entry in result.GetValue(_metadata) ?? [])
        {
            var (name, value) = Condition.ParseEntry(entry);
            yield return LogFilter.Metadata(name, value);
        }

        foreach (var condition in result.GetValue(_filter) ?? [])
        {
            yield return Condition.Parse(condition, now);
        }
    }

    /// <summary>Reads <c>--success</c> and <c>--failed</c>, each of which may be given as false; null if neither is given.</summary>
    private bool? ReadSuccess(ParseResult result)
    {
        var (success, failed) = (result.GetValue(_success), result.GetValue(_failed));
        return success is not null && success == failed
            ? throw new FormatException("--success and --failed exclude each other. Give one of them, or neither for both kinds.")
            : success ?? !failed;
    }

    private static DateTimeOffset? ParseTime(ParseResult result, Option<string?> option, DateTimeOffset now) =>
        result.GetValue(option) is { } text ? TimeArgument.NextMillisecond(TimeArgument.Parse(option.Name, text, now)) : null;

    private static Option<string?> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };
}
