using System.CommandLine;

namespace GatewayLogs.Cli.Selecting;

/// <summary>The options that say which logs a command is about; all that are given must hold.</summary>
internal sealed class Selection
{
    private readonly Option<string?> _since = Text("--since", $"Logs from this time on: {Moment.Forms}.", "TIME");

    private readonly Option<string?> _until = Text("--until", "Logs before this time, itself not included; the same forms.", "TIME");

    private readonly Option<string?> _model = Text("--model", "Logs of this model.", "NAME");

    private readonly Option<string?> _provider = Text("--provider", "Logs of this provider.", "NAME");

    private readonly Option<bool> _success = new("--success") { Description = "Logs of calls that succeeded." };

    private readonly Option<bool> _failed = new("--failed") { Description = "Logs of calls that failed." };

    private readonly Option<bool?> _cached = new("--cached") { Description = "Logs of answers from the cache; with false, of the others.", HelpName = "true|false" };

    private readonly Option<decimal?> _minCost = new("--min-cost") { Description = "Logs of calls that cost at least this much, in US dollars.", HelpName = "AMOUNT" };

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
    public GatewayLogQuery Read(ParseResult result, TimeProvider time) => new()
    {
        Filters = [.. FiltersOf(result, time.GetUtcNow())],
        Search = result.GetValue(_search),
    };

    private IEnumerable<GatewayLogFilter> FiltersOf(ParseResult result, DateTimeOffset now)
    {
        foreach (var limit in LimitsOf(result, now))
        {
            yield return limit;
        }

        if (result.GetValue(_model) is { } model)
        {
            yield return LogFilter.Model.EqualTo(model);
        }

        if (result.GetValue(_provider) is { } provider)
        {
            yield return LogFilter.Provider.EqualTo(provider);
        }

        switch (result.GetValue(_success), result.GetValue(_failed))
        {
            case (true, true):
                throw new FormatException("--success and --failed exclude each other. Give one of them, or neither for both kinds.");
            case (true, false) or (false, true):
                yield return LogFilter.Success.EqualTo(result.GetValue(_success));
                break;
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
            yield return Condition.ParseEntry(entry);
        }

        foreach (var condition in result.GetValue(_filter) ?? [])
        {
            yield return Condition.Parse(condition, now);
        }
    }

    /// <summary>The range from --since on and before --until. The service's gt leaves its value out, so the millisecond before it is sent.</summary>
    private IEnumerable<GatewayLogFilter> LimitsOf(ParseResult result, DateTimeOffset now)
    {
        var since = MomentOf(result, _since, now);
        var until = MomentOf(result, _until, now);
        if (since >= until)
        {
            throw new FormatException($"--since is {since:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}, which is not before --until. Exchange them, or leave one out.");
        }

        if (since is { } first)
        {
            yield return LogFilter.CreatedAt.After(first.AddMilliseconds(-1));
        }

        if (until is { } end)
        {
            yield return LogFilter.CreatedAt.Before(end);
        }
    }

    private static DateTimeOffset? MomentOf(ParseResult result, Option<string?> option, DateTimeOffset now) =>
        result.GetValue(option) is { } text ? Moment.NextMillisecond(Moment.Parse(option.Name, text, now)) : null;

    private static Option<string?> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };
}
