using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>The ranges that the hand-written halves refuse are those of the document.</summary>
public class RangeTests
{
    private static readonly string s_document = File.ReadAllText(Repository.PathOf("openapi/ai-gateway-logs.yaml"));

    [TestCase("per_page", 1, 50)]
    [TestCase("limit", 1, 10_000)]
    public void A_parameter_has_the_range_that_its_property_enforces(string name, int minimum, int maximum) =>
        Assert.That(s_document, Does.Match(
            $@"- name: {name}\n(?:.*\n){{1,4}}? +schema: {{ type: integer, format: int32, minimum: {minimum}, maximum: {maximum},"));

    [TestCase("feedback", -1, 1)]
    [TestCase("score", 0, 100)]
    public void A_field_of_an_update_has_the_range_that_its_property_enforces(string name, int minimum, int maximum)
    {
        var update = Regex.Match(s_document, @"    GatewayLogUpdate:\n(?:      .*\n)+").Value;

        Assert.That(update, Does.Match($@"{name}:\n(?:          .*\n){{2}}          minimum: {minimum}\n          maximum: {maximum}\n"));
    }
}
