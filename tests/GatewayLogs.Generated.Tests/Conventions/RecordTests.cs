using System.Reflection;

namespace GatewayLogs.Tests;

/// <summary>Records compare by value, which needs extra code for lists.</summary>
public class RecordTests
{
    private static readonly Func<GatewayLog, bool> s_condition = _ => true;

    private static readonly Func<GatewayLogDeletePreview, CancellationToken, Task<bool>> s_confirm = (_, _) => Task.FromResult(true);

    /// <summary>Two values of each property type, created for each use.</summary>
    private static readonly Dictionary<Type, Func<object[]>> s_values = new()
    {
        [typeof(int)] = () => [1, 2],
        [typeof(int?)] = () => [1, 2],
        [typeof(long)] = () => [1L, 2L],
        [typeof(long?)] = () => [1L, 2L],
        [typeof(bool)] = () => [true, false],
        [typeof(bool?)] = () => [true, false],
        [typeof(string)] = () => ["a" + Guid.Empty, "b"],
        [typeof(TimeSpan)] = () => [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)],
        [typeof(TimeSpan?)] = () => [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)],
        [typeof(DateTimeOffset)] = () => [DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1)],
        [typeof(DateTimeOffset?)] = () => [DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1)],
        [typeof(GatewayLogCursor)] = () => [GatewayLogCursor.Parse("asc~2026-08-05T08:01:32.561Z~1"), GatewayLogCursor.Parse("asc~2026-08-05T08:01:32.561Z~2")],
        [typeof(IReadOnlyList<string>)] = () => [new List<string> { "a" }, new List<string> { "a", "b" }],
        [typeof(Func<GatewayLog, bool>)] = () => [s_condition, (Func<GatewayLog, bool>)(_ => false)],
        [typeof(Func<GatewayLogDeletePreview, CancellationToken, Task<bool>>)] =
            () => [s_confirm, (Func<GatewayLogDeletePreview, CancellationToken, Task<bool>>)((_, _) => Task.FromResult(false))],
        [typeof(IReadOnlyList<GatewayLogFilter>)] =
            () => [new[] { LogFilter.Model.EqualTo("a"), LogFilter.Cost.LessThan(1) }, new[] { LogFilter.Model.EqualTo("b") }],
    };

    private static IEnumerable<Type> Records => typeof(GatewayLogsClient).Assembly.GetExportedTypes().Where(type => type.GetMethod("<Clone>$") is not null);

    private static IEnumerable<Type> ComparedByReference => [typeof(GatewayLogDeletePreview), typeof(GatewayLogDeleteReport)];

    private static IEnumerable<TestCaseData> Properties => Records.Except(ComparedByReference)
        .SelectMany(type => type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
        .Select(property => new TestCaseData(property).SetArgDisplayNames($"{property.DeclaringType!.Name}.{property.Name}"));

    private static object With(PropertyInfo property, int index)
    {
        var record = Activator.CreateInstance(property.DeclaringType!)!;
        var values = property.PropertyType.IsEnum ? [.. Enum.GetValues(property.PropertyType).Cast<object>()] : s_values[property.PropertyType]();
        property.SetValue(record, values[index]);
        return record;
    }

    [TestCaseSource(nameof(Properties))]
    public void Records_with_equal_values_are_equal_and_others_are_not(PropertyInfo property)
    {
        var (record, same, other) = (With(property, 0), With(property, 0), With(property, 1));

        Assert.That(same, Is.EqualTo(record));
        Assert.That(same.GetHashCode(), Is.EqualTo(record.GetHashCode()));
        Assert.That(other, Is.Not.EqualTo(record));
    }

    [TestCaseSource(nameof(ComparedByReference))]
    public void Records_with_reference_equality_equal_only_themselves(Type type)
    {
        var record = Activator.CreateInstance(type)!;

        Assert.That(record.Equals(record), Is.True);
        Assert.That(Activator.CreateInstance(type), Is.Not.EqualTo(record));
    }

    [Test]
    public void Empty_and_missing_filters_are_equal() =>
        Assert.That(new GatewayLogQuery { Filters = new List<GatewayLogFilter>() }, Is.EqualTo(new GatewayLogQuery()));

    [Test]
    public void Filters_that_serialize_to_the_same_JSON_are_equal() => Assert.Multiple(() =>
    {
        var entry = LogFilter.Metadata("team", "search");
        Assert.That(LogFilter.Metadata("team", "search"), Is.EqualTo(entry));
        Assert.That(LogFilter.MetadataValue.EqualTo("search"), Is.Not.EqualTo(entry));
        Assert.That(LogFilter.Cost.EqualTo(0.10m), Is.EqualTo(new GatewayLogFilter("cost", GatewayLogFilterOperator.Equal, 0.1m)));
        Assert.That(LogFilter.Cost.EqualTo(1), Is.Not.EqualTo(LogFilter.Cost.NotEqualTo(1)));
        Assert.That(LogFilter.Cost.EqualTo(1).Equals(null), Is.False);
    });
}
