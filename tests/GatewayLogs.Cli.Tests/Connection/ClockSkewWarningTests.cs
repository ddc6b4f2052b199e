using GatewayLogs.Cli.Connection;

namespace GatewayLogs.Tests;

public class ClockSkewWarningTests
{
    [TestCase(-1200.4, "The clock of this machine is 20 min ahead of the service's.")]
    [TestCase(-1203, "The clock of this machine is 20 min 3 s ahead of the service's.")]
    [TestCase(90, "The clock of this machine is 1 min 30 s behind the service's.")]
    [TestCase(6, "The clock of this machine is 6 s behind the service's.")]
    [TestCase(-90_061, "The clock of this machine is 25 h 1 min 1 s ahead of the service's.")]
    public void A_skew_is_reported_with_its_size_and_direction(double seconds, string beginning) =>
        Assert.That(ClockSkewWarning.Describe(TimeSpan.FromSeconds(seconds)), Does.StartWith(beginning));

    [TestCase(0)]
    [TestCase(5)]
    [TestCase(-5)]
    [TestCase(null)]
    public void A_skew_within_the_resolution_of_the_date_header_is_not_reported(double? seconds) =>
        Assert.That(ClockSkewWarning.Describe(seconds is { } value ? TimeSpan.FromSeconds(value) : null), Is.Null);
}
