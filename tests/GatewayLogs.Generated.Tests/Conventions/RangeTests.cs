namespace GatewayLogs.Tests;

/// <summary>Updates enforce the ranges of the document. Query ranges are tested in <see cref="ParameterTests"/>.</summary>
public class RangeTests
{
    private static readonly Dictionary<string, Action<decimal>> s_properties = new()
    {
        ["feedback"] = value => _ = new GatewayLogUpdate { Feedback = value },
        ["score"] = value => _ = new GatewayLogUpdate { Score = value },
    };

    [TestCase("feedback")]
    [TestCase("score")]
    public void A_property_of_an_update_has_the_range_of_its_field(string name)
    {
        var field = ApiDocument.Schemas["GatewayLogUpdate"].Properties[name];
        decimal minimum = field.Minimum!.Value, maximum = field.Maximum!.Value;
        Assert.Multiple(() =>
        {
            Assert.That(() => s_properties[name](minimum), Throws.Nothing);
            Assert.That(() => s_properties[name](maximum), Throws.Nothing);
            Assert.That(() => s_properties[name](minimum - 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => s_properties[name](maximum + 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }
}
