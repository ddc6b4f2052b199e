using GatewayLogs.Cli.Stats.Html;

namespace GatewayLogs.Tests;

public class MetadataValuesTests
{
    private static MetadataValues Read(params string[]? names)
    {
        var metadata = new MetadataValues(names);
        for (var number = 0; number <= MetadataValues.MaxValues; number++)
        {
            metadata.Add(new GatewayLog
            {
                Metadata = new GatewayLogMetadata
                {
                    ["user"] = number,
                    ["twenty"] = number % MetadataValues.MaxValues,
                    ["team"] = number % 2 == 0 ? "a" : "b",
                    ["env"] = "prod",
                },
                Cost = number % 2,
            });
        }

        return metadata;
    }

    private static IEnumerable<string> Names(MetadataValues metadata) => metadata.Listed.Select(entry => entry.Name);

    [Test]
    public void Entries_with_one_value_and_with_more_than_twenty_are_left_out()
    {
        var metadata = Read(null);

        Assert.That(Names(metadata), Is.EqualTo(new[] { "team", "twenty" }));
        Assert.That(metadata.Omitted, Is.EqualTo(new[] { "user" }));
    }

    [Test]
    public void Requested_entries_are_listed_whatever_number_of_values_they_have()
    {
        var metadata = Read("env", "user", "missing");

        Assert.That(
            metadata.Listed.Select(entry => (entry.Name, entry.Values.Count)),
            Is.EqualTo(new[] { ("env", 1), ("missing", 0), ("user", 21) }));
        Assert.That(metadata.Omitted, Is.Empty);
    }

    [Test]
    public void No_entry_is_listed_if_none_is_requested() => Assert.That(Names(Read([])), Is.Empty);

    [Test]
    public void Values_are_ordered_by_descending_cost() =>
        Assert.That(Read("team").Listed.Single().Values.Select(value => value.Values[0]), Is.EqualTo(new[] { "b", "a" }));
}
