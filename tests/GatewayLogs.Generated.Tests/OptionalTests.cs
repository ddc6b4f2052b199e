namespace GatewayLogs.Tests;

public class OptionalTests
{
    [Test]
    public void A_field_that_is_not_set_is_undefined_and_has_no_value()
    {
        Optional<decimal?> field = default;

        Assert.That(field.IsDefined, Is.False);
        Assert.That(() => field.Value, Throws.InvalidOperationException);
    }

    [Test]
    public void Null_defines_a_field()
    {
        Optional<decimal?> field = null;

        Assert.That((field.IsDefined, field.Value), Is.EqualTo((true, (decimal?)null)));
    }

    [Test]
    public void Undefined_null_and_a_value_are_not_equal()
    {
        Optional<decimal?> none = default, cleared = null, set = 0;

        Assert.That(none == cleared || cleared == set || none == set, Is.False);
        Assert.That(set == (Optional<decimal?>)0m, Is.True);
    }
}
