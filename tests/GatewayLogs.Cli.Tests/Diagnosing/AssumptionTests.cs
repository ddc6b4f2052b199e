using GatewayLogs.Cli.Diagnosing;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>Each assumption is confirmed by the emulator, and contradicted by the quirks that deviate from it, and by no others.</summary>
public class AssumptionTests
{
    private static IEnumerable<TestCaseData> Quirks()
    {
        yield return Case(new EmulatorQuirks { IgnoreFilters = true }, "filters-applied", "filter-value-array");
        yield return Case(new EmulatorQuirks { FiltersCombinedByOr = true }, "filters-and");
        yield return Case(new EmulatorQuirks { FirstValueOnly = true }, "filter-values");
        yield return Case(new EmulatorQuirks { RejectedFilterKey = "user_agent" }, "filter-keys");
        yield return Case(new EmulatorQuirks { RejectUnknownParameters = true }, "filter-formats");
        yield return Case(new EmulatorQuirks { InclusiveBounds = true }, "bounds-exclusive");
        yield return Case(new EmulatorQuirks { CreatedAtInSeconds = true }, "created-at-precision");
        yield return Case(new EmulatorQuirks { NotEqualSkipsNull = true }, "neq-null");
        yield return Case(new EmulatorQuirks { ContainsIgnoresCase = true }, "contains-case");
        yield return Case(new EmulatorQuirks { PairedMetadata = true }, "metadata-separate");
        yield return Case(new EmulatorQuirks { IgnoreSearch = true }, "search");
        yield return Case(new EmulatorQuirks { IgnoreDeprecatedParameters = true }, "deprecated-parameters");
        yield return Case(new EmulatorQuirks { OppositeDefaultOrder = true }, "default-order", "default-direction");
        yield return Case(new EmulatorQuirks { IgnoreOrder = true }, "default-direction", "order");
        yield return Case(new EmulatorQuirks { TiesReversed = true }, "tie-order");
        yield return Case(new EmulatorQuirks { TotalCount = TotalCountBehavior.Missing }, "result-info");
        yield return Case(new EmulatorQuirks { TotalCount = TotalCountBehavior.OneTooSmall }, "total-count", "total-count-fresh");
        yield return Case(new EmulatorQuirks { TotalCount = TotalCountBehavior.OneTooLarge }, "total-count", "total-count-fresh");
        yield return Case(new EmulatorQuirks { TotalCount = TotalCountBehavior.CountsPage }, "total-count");
        yield return Case(new EmulatorQuirks { TotalCountCap = 5 }, "total-count", "total-count-fresh");
        yield return Case(new EmulatorQuirks { AsynchronousDelete = TimeSpan.FromHours(1) }, "total-count-fresh");
        yield return Case(new EmulatorQuirks { PerPageCap = 20 }, "per-page-50");
        yield return Case(new EmulatorQuirks { ReducePerPage = true }, "per-page-51");
        yield return Case(new EmulatorQuirks { IgnorePage = true }, "pages-join", "page-after-last");
        yield return Case(new EmulatorQuirks { MaxPage = 2 }, "deep-pages");
        yield return Case(new EmulatorQuirks { AlwaysMetaInfo = true }, "meta-info");
        yield return Case(new EmulatorQuirks { OmitErrorsAndMessages = true }, "envelope");
        yield return Case(new EmulatorQuirks { IntegersAsText = true }, "field-types");
        yield return Case(new EmulatorQuirks { OmittedField = "user_agent" }, "fields-present");
        yield return Case(new EmulatorQuirks { ExtraField = "added" }, "fields-declared");
        yield return Case(new EmulatorQuirks { Ids = IdShape.UuidV4 }, "id-format");
        yield return Case(new EmulatorQuirks { CreatedAtInMicroseconds = true }, "created-at-format");
        yield return Case(new EmulatorQuirks { UpdatedAtWithOffset = true }, "updated-at-format");
        yield return Case(new EmulatorQuirks { UpdatedAtInLocalTime = true }, "updated-at-zone");
        yield return Case(new EmulatorQuirks { MetadataAsString = true }, "metadata-type");
        yield return Case(new EmulatorQuirks { BareBodies = true }, "body-envelope");
        yield return Case(new EmulatorQuirks { CutHeads = true }, "heads-complete");
        yield return Case(new EmulatorQuirks { GenericContentTypes = true }, "body-content-type");
        yield return Case(new EmulatorQuirks { NotFoundCode = 7000 }, "missing-log");
        yield return Case(new EmulatorQuirks { HtmlEdgeErrors = true }, "unknown-route");
        yield return Case(new EmulatorQuirks { ClockSkew = TimeSpan.FromDays(-100) }, "date-header");
        yield return Case(new EmulatorQuirks { OmitRateLimitHeaders = true }, "rate-limit-headers");

        static TestCaseData Case(EmulatorQuirks quirks, params string[] contradicted) =>
            new TestCaseData(quirks, contradicted).SetArgDisplayNames(GetChange(quirks), string.Join(" ", contradicted));
    }

    private static IEnumerable<string> Names() => AssumptionReport.Assumptions.Select(assumption => assumption.Name);

    [TestCaseSource(nameof(Names))]
    public async Task The_emulator_confirms_an_assumption(string name)
    {
        await using var emulator = await AssumptionChecks.StartAsync(new EmulatorQuirks());

        var outcomes = await AssumptionChecks.RunAsync(emulator, assumption => assumption.Name == name);

        Assert.That(outcomes.Select(found => (found.Name, found.Outcome.Status)), Is.EqualTo(new[] { (name, Outcome.Confirmed) }));
    }

    [TestCaseSource(nameof(Quirks))]
    public async Task A_quirk_contradicts_exactly_the_assumptions_that_it_deviates_from(EmulatorQuirks quirks, string[] contradicted)
    {
        await using var emulator = await AssumptionChecks.StartAsync(quirks);

        var outcomes = await AssumptionChecks.RunAsync(emulator);

        var seen = outcomes.Where(found => found.Outcome.Status == Outcome.Contradicted).ToList();
        Assert.That(seen.Select(found => found.Name), Is.EquivalentTo(contradicted));
        Assert.That(seen.Select(found => found.Outcome.Detail), Has.None.Empty);
        Assert.That(emulator.Requests, Has.Count.LessThanOrEqualTo(RawRequests.Limit));
        string[] content = [emulator.AccountId, .. emulator.Ledger().Select(log => log.Id), "gpt-4o", "claude", "acme", "globex", "2026-1"];
        Assert.That(outcomes.SelectMany(found => content.Where(found.Outcome.Detail.Contains)), Is.Empty, "A detail has content of a log.");
    }

    [TestCaseSource(nameof(Names))]
    public void A_quirk_contradicts_each_assumption(string name) =>
        Assert.That(Quirks().SelectMany(test => (string[])test.Arguments[1]!), Contains.Item(name));

    [Test]
    public void Each_assumption_is_in_the_report() => Assert.That(
        AssumptionReport.Assumptions.Select(assumption => assumption.GetType()),
        Is.EquivalentTo(typeof(Assumption).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Assumption)))));

    /// <summary>Returns the quirk that is on, such as <c>TiesReversed = True</c>.</summary>
    private static string GetChange(EmulatorQuirks quirks) => $"{quirks}"[($"{nameof(EmulatorQuirks)} {{ ".Length)..^2].Split(", ")
        .Except($"{new EmulatorQuirks()}"[($"{nameof(EmulatorQuirks)} {{ ".Length)..^2].Split(", ")).Single();
}
