using System.CommandLine;
using GatewayLogs.Cli.Help;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Selecting;

/// <summary>The options that select logs. A log must match all conditions.</summary>
internal sealed class Selection
{
    private readonly Option<string?> _since = Text("--since", $"Logs created at or after this time: {TimeArgument.Forms}.", "TIME");

    private readonly Option<string?> _until = Text("--until", "Logs created before this time, in the same formats as --since.", "TIME");

    private readonly Option<string[]> _model = new("--model")
    {
        Description = "Logs of this model, or of one of several, as in --model gpt-4o,gpt-4.1 or --model gpt-4o --model gpt-4.1.",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _provider = new("--provider")
    {
        Description = "Logs of this provider, or of one of several, as with --model.",
        HelpName = "NAME",
    };

    private readonly Option<bool?> _success = new("--success")
    {
        Description = "Logs of successful calls; with false, of failed calls.",
        HelpName = "true|false",
    };

    private readonly Option<bool?> _failed = new("--failed")
    {
        Description = "Logs of failed calls; with false, of successful calls.",
        HelpName = "true|false",
    };

    private readonly Option<bool?> _cached = new("--cached")
    {
        Description = "Logs of calls served from the cache; with false, of all others.",
        HelpName = "true|false",
    };

    private readonly Option<string?> _minCost = Text("--min-cost", "Logs of calls that cost at least this much, in US dollars.", "AMOUNT");

    private readonly Option<string?> _feedback = Text(
        "--feedback", "Logs with this feedback: good, which is more than 0, or bad, which is less.", "good|bad");

    private readonly Option<string[]> _metadata = new("--metadata")
    {
        Description = "Logs with this metadata entry. Can be specified more than once: values of the same name are alternatives, and each name must match.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<string[]> _status = new("--status")
    {
        Description = "Logs with one of these HTTP statuses, such as 429,5xx. Compared on this machine, so all logs that match the other conditions are read; "
            + "if all statuses are 400 or more, only those of failed calls. Not for delete.",
        HelpName = "STATUSES",
    };

    private readonly Option<string?> _search = Text("--search", "Logs with this text in a metadata value.", "TEXT");

    private readonly Option<string[]> _filter = new("--filter")
    {
        Description = "Any other condition, as KEY OPERATOR VALUE with eq, neq, contains, lt or gt, such as 'tokens_out gt 1000'. "
            + "Can be specified more than once; all conditions must match.",
        HelpName = "CONDITION",
    };

    /// <summary>Gets the options in the order of the help.</summary>
    public IEnumerable<Option> Options =>
        [_since, _until, _model, _provider, _success, _failed, _cached, _status, _minCost, _feedback, _metadata, _search, _filter];

    public void AddTo(Command command)
    {
        command.Add(HelpGroup.Selection, Options);
        ZoneOption.AddTo(command);
        command.WithNote(() => $"Filter keys: {string.Join(", ", Condition.Keys)}.");
    }

    /// <summary>Returns the options as a query with the oldest logs first.</summary>
    /// <exception cref="FormatException">A value is malformed; the message names the option and what was expected.</exception>
    public GatewayLogQuery Read(ParseResult result, TimeProvider time)
    {
        var (since, until) = ReadLimits(result, time);
        var query = ReadConditions(result, time);
        List<GatewayLogFilter> limits = [];

        // The service's gt operator excludes its value, so the filter compares with the millisecond before.
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

    /// <summary>Returns --since (inclusive) and --until (exclusive).</summary>
    /// <exception cref="FormatException">A value is malformed, or the range is empty.</exception>
    public (DateTimeOffset? Since, DateTimeOffset? Until) ReadLimits(ParseResult result, TimeProvider time)
    {
        var (now, zone) = (time.GetUtcNow(), ZoneOption.Read(result));
        var (since, until) = (ParseTime(result, _since, now, zone), ParseTime(result, _until, now, zone));
        return since >= until
            ? throw new FormatException($"--since is {InstantText.Write(since!.Value)}, which is not before --until. Swap them, or omit one.")
            : (since, until);
    }

    /// <summary>Returns all options except --since and --until as a query.</summary>
    /// <exception cref="FormatException">A value is malformed; the message names the option and what was expected.</exception>
    public GatewayLogQuery ReadConditions(ParseResult result, TimeProvider time) => new()
    {
        Filters = [.. GetFilters(result, time.GetUtcNow(), ZoneOption.Read(result))],
        Search = result.GetValue(_search),
    };

    /// <summary>Returns the statuses of <c>--status</c>, which are not part of the query.</summary>
    /// <exception cref="FormatException">A value is malformed.</exception>
    public StatusSelection ReadStatus(ParseResult result) => StatusSelection.Parse(result.GetValue(_status) ?? []);

    /// <summary>
    /// Returns the options as typed. Exports compare these, because a relative time such as "2h" resolves to a different instant in each
    /// run. The time zone is included if times can depend on it.
    /// </summary>
    public IReadOnlyDictionary<string, string> CanonicalArguments(ParseResult result)
    {
        var arguments = Options
            .Select(option => (option.Name, Result: result.GetResult(option)))
            .Where(option => option.Result is { Implicit: false })
            .ToDictionary(option => option.Name,
                option => string.Join(", ", option.Result!.Tokens.Select(token => Quoted(token.Value)).Order(StringComparer.Ordinal)));
        var zone = ZoneOption.Read(result);
        if (!zone.HasSameRules(TimeZoneInfo.Utc) && new Option[] { _since, _until, _filter }.Any(option => arguments.ContainsKey(option.Name)))
        {
            arguments.Add(ZoneOption.Name, zone.Id);
        }

        return arguments;
    }

    /// <summary>Quotes a value that could be mistaken for several values.</summary>
    private static string Quoted(string value) => value.AsSpan().ContainsAny(",'") ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'" : value;

    private IEnumerable<GatewayLogFilter> GetFilters(ParseResult result, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (Condition.ParseNames(_model.Name, result.GetValue(_model)) is { Length: > 0 } models)
        {
            yield return new GatewayLogFilter(GatewayLogFilterKey.Model, GatewayLogFilterOperator.Equal, models);
        }

        if (Condition.ParseNames(_provider.Name, result.GetValue(_provider)) is { Length: > 0 } providers)
        {
            yield return new GatewayLogFilter(GatewayLogFilterKey.Provider, GatewayLogFilterOperator.Equal, providers);
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

        if (result.GetValue(_feedback) is { } feedback)
        {
            yield return Condition.ParseFeedback(feedback);
        }

        foreach (var entry in (result.GetValue(_metadata) ?? []).Select(Condition.ParseEntry).GroupBy(entry => entry.Name, entry => entry.Value))
        {
            yield return LogFilter.Metadata(entry.Key, [.. entry.Distinct()]);
        }

        foreach (var condition in result.GetValue(_filter) ?? [])
        {
            yield return Condition.Parse(condition, now, zone);
        }
    }

    /// <summary>
    /// Returns the value of <c>--success</c> or the negated value of <c>--failed</c>; without them, false if <c>--status</c> selects failed
    /// calls only, and null otherwise.
    /// </summary>
    private bool? ReadSuccess(ParseResult result)
    {
        var (success, failed, areFailures) = (result.GetValue(_success), result.GetValue(_failed), ReadStatus(result).AreFailures);
        if (success is not null && success == failed)
        {
            throw new FormatException("--success and --failed cannot be used together. Specify only one, or neither for all calls.");
        }

        return areFailures && (success ?? !failed) == true
            ? throw new FormatException("--status 400 or more selects failed calls, so it cannot be used with --success or --failed=false. Omit one.")
            : success ?? !failed ?? (areFailures ? false : null);
    }

    private static DateTimeOffset? ParseTime(ParseResult result, Option<string?> option, DateTimeOffset now, TimeZoneInfo zone) =>
        result.GetValue(option) is { } text ? TimeArgument.NextMillisecond(TimeArgument.Parse(option.Name, text, now, zone)) : null;

    private static Option<string?> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };
}
