using System.Text;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Diagnosing.Assumptions;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>Checks all assumptions and writes a line for each. The report contains no content of a log, no id and no account.</summary>
internal sealed class AssumptionReport(RawRequests requests, JsonRows? rows, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write)
{
    public static IReadOnlyList<Assumption> Assumptions { get; } =
    [
        new FiltersApplied(), new FiltersCombined(), new FilterValues(), new FilterKeys(), new FilterValueArray(),
        new OtherFilterFormats(), new BoundsExclusive(), new BoundsInMilliseconds(), new NotEqualAndNull(), new ContainsCase(),
        new MetadataSeparate(), new SearchInMetadata(), new DeprecatedParameters(), new DefaultOrder(), new DefaultDirection(),
        new OrderApplied(), new TieOrder(), new TotalCount(), new TotalCountFresh(), new PageOfFifty(), new PageOfFiftyOne(),
        new PagesJoin(), new PageAfterTheLast(), new DeepPages(), new MetaInfo(), new ResultInfo(), new EnvelopeMembers(),
        new FieldTypes(), new FieldsPresent(), new FieldsDeclared(), new IdFormat(), new CreatedAtFormat(), new UpdatedAtFormat(),
        new UpdatedAtZone(), new MetadataType(), new BodyEnvelope(), new HeadsComplete(), new OtherBodies(), new MissingLog(),
        new UnknownRoute(), new DateHeader(), new RateLimitHeaders(),
    ];

    /// <summary>Writes the report.</summary>
    /// <exception cref="GatewayLogsException">The service refused the first request, or stopped responding.</exception>
    public async Task WriteAsync(GatewayLogsClient client, CancellationToken cancellationToken)
    {
        var evidence = new Evidence(client, requests, cancellationToken);
        await evidence.RequireAccessAsync();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var assumption in Assumptions)
        {
            var outcome = await CheckAsync(assumption, evidence);
            counts[outcome.Status] = counts.GetValueOrDefault(outcome.Status) + 1;
            await (rows is null
                ? write(ToText(assumption, outcome), cancellationToken)
                : rows.WriteAsync(
                    [("name", assumption.Name), ("status", outcome.Status), ("statement", assumption.Statement), ("detail", outcome.Detail)],
                    cancellationToken));
        }

        if (counts.ContainsKey(Outcome.Contradicted) && requests.Count < RawRequests.Limit && await evidence.HasLostLogsAsync())
        {
            await CommandRunner.WarnAsync(
                "The oldest log was deleted during the check, which can look like a contradiction. Run it again while no logs are deleted.");
        }

        if (rows is null)
        {
            var summary = string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"));
            var line = $"\ngwlogs {BuiltVersion.Text}: {summary}, with {requests.Count} requests\n";
            await write(Encoding.UTF8.GetBytes(line), cancellationToken);
        }
    }

    /// <summary>Returns the outcome of an assumption; not testable if the service does not allow the check.</summary>
    public static async Task<Outcome> CheckAsync(Assumption assumption, Evidence evidence)
    {
        try
        {
            return await assumption.CheckAsync(evidence);
        }
        catch (NotTestableException exception)
        {
            return new Outcome(Outcome.NotTestable, exception.Message);
        }
    }

    private static byte[] ToText(Assumption assumption, Outcome outcome) => Encoding.UTF8.GetBytes(
        TerminalText.Neutralize($"{outcome.Status,-12}  {assumption.Name,-21}  {assumption.Statement} {outcome.Detail}".TrimEnd()) + "\n");
}
