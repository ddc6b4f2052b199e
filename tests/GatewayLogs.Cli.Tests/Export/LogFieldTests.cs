using System.Reflection;
using GatewayLogs.Cli.Export.Rows;
using Newtonsoft.Json;

namespace GatewayLogs.Tests;

public class LogFieldTests
{
    [Test]
    public void Every_field_that_the_document_gives_a_log_is_exported_by_its_name_on_the_wire() =>
        Assert.That(
            LogField.All.Select(field => field.Name),
            Is.EquivalentTo(typeof(GatewayLog).GetProperties().Select(property => property.GetCustomAttribute<JsonPropertyAttribute>()?.PropertyName).OfType<string>()));
}
