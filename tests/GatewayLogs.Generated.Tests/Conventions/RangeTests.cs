using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>The ranges that the hand-written halves refuse are those of the document.</summary>
public class RangeTests
{
    private static readonly string s_document = File.ReadAllText(Repository.PathOf("openapi/ai-gateway-logs.yaml"));

    private static readonly Dictionary<string, Action<int>> s_properties = new()
    {
        ["per_page"] = value => _ = new GatewayLogQuery { PerPage = value },
        ["limit"] = value => _ = new GatewayLogDeleteQuery { Limit = value },
        ["feedback"] = value => _ = new GatewayLogUpdate { Feedback = value },
        ["score"] = value => _ = new GatewayLogUpdate { Score = value },
    };

    [TestCase("per_page")]
    [TestCase("limit")]
    public void A_property_has_the_range_of_its_parameter(string name) =>
        RequireRange(name, Regex.Match(s_document, $@"- name: {name}\n(?:.*\n){{1,4}}? +schema: {{ type: integer, format: int32, minimum: (-?\d+), maximum: (\d+),"));

    [TestCase("feedback")]
    [TestCase("score")]
    public void A_property_of_an_update_has_the_range_of_its_field(string name)
    {
        var update = Regex.Match(s_document, @"    GatewayLogUpdate:\n(?:      .*\n)+").Value;

        RequireRange(name, Regex.Match(update, $@"{name}:\n(?:          .*\n){{3}}          minimum: (-?\d+)\n          maximum: (\d+)\n"));
    }

    private static void RequireRange(string name, Match range)
    {
        Assert.That(range.Success, "the document gives a range");
        int minimum = int.Parse(range.Groups[1].Value, null), maximum = int.Parse(range.Groups[2].Value, null);
        Assert.Multiple(() =>
        {
            Assert.That(() => s_properties[name](minimum), Throws.Nothing);
            Assert.That(() => s_properties[name](maximum), Throws.Nothing);
            Assert.That(() => s_properties[name](minimum - 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => s_properties[name](maximum + 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }
}
