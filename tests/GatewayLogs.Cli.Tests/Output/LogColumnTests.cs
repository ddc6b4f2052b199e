using System.Reflection;
using GatewayLogs.Cli.Output;
using Newtonsoft.Json;

namespace GatewayLogs.Tests;

public class LogColumnTests
{
    [Test]
    public void Every_field_that_the_document_returns_a_row_is_there_by_its_name_on_the_wire() =>
        Assert.That(LogColumn.OfRow.Select(column => column.Name), Is.EqualTo(GetNames(typeof(GatewayLog))));

    [Test]
    public void A_detail_has_all_of_them_and_its_own() => Assert.That(
        LogColumn.All.Select(column => column.Name),
        Is.EqualTo((string[])[.. GetNames(typeof(GatewayLog)), .. GetNames(typeof(GatewayLogDetail))]));

    /// <summary>An export's columns have types, which are chosen by the kind.</summary>
    [Test]
    public void Each_column_is_of_the_kind_that_its_values_are()
    {
        var wrong = LogColumn.All.Where(column => column.Kind != GetKind(TypeOf(column.Name))).Select(column => column.Name);

        Assert.That(wrong, Is.EqualTo((string[])["cost"]), "Money is a decimal like any other, and has a kind of its own.");
    }

    [TestCase("")]
    [TestCase("ID")]
    [TestCase("metadata.")]
    public void A_name_that_no_field_has_is_refused_with_those_there_are(string name) =>
        Assert.That(() => LogColumn.Parse("--json", $"id,{name}"), Throws.TypeOf<FormatException>().With.Message.StartsWith($"--json: there is no field '{name}'. Name some of id, created_at"));

    [Test]
    public void Half_of_a_surrogate_pair_is_no_name() => Assert.That(() => LogColumn.Parse("--json", "metadata.\ud800"), Throws.TypeOf<FormatException>());

    private static FieldKind GetKind(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name switch
    {
        nameof(String) => FieldKind.Text,
        nameof(DateTimeOffset) => FieldKind.Instant,
        nameof(Int32) or nameof(Int64) => FieldKind.Integer,
        nameof(Decimal) => FieldKind.Number,
        nameof(Boolean) => FieldKind.Boolean,
        nameof(GatewayLogMetadata) => FieldKind.Metadata,
        _ => FieldKind.Json,
    };

    private static IEnumerable<string> GetNames(Type type) => GetProperties(type).Select(property => property.GetCustomAttribute<JsonPropertyAttribute>()!.PropertyName!);

    private static Type TypeOf(string name) => GetProperties(typeof(GatewayLog)).Concat(GetProperties(typeof(GatewayLogDetail)))
        .Single(property => property.GetCustomAttribute<JsonPropertyAttribute>()!.PropertyName == name).PropertyType;

    private static IEnumerable<PropertyInfo> GetProperties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(property => property.GetCustomAttribute<JsonPropertyAttribute>() is not null);
}
