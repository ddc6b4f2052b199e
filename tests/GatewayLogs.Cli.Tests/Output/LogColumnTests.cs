using System.Reflection;
using GatewayLogs.Cli.Output;
using Newtonsoft.Json;

namespace GatewayLogs.Tests;

public class LogColumnTests
{
    [Test]
    public void Every_field_of_a_row_in_the_document_has_a_column() =>
        Assert.That(LogColumn.RowFields.Select(column => column.Name), Is.EqualTo(GetNames(typeof(GatewayLog))));

    [Test]
    public void All_columns_include_the_fields_of_a_detail() => Assert.That(
        LogColumn.All.Select(column => column.Name),
        Is.EqualTo((string[])[.. GetNames(typeof(GatewayLog)), .. GetNames(typeof(GatewayLogDetail))]));

    /// <summary>The kind determines the type of the column in an export.</summary>
    [Test]
    public void The_kind_of_each_column_matches_the_type_of_its_property()
    {
        var wrong = LogColumn.All.Where(column => column.Kind != GetKind(TypeOf(column.Name))).Select(column => column.Name);

        Assert.That(wrong, Is.EqualTo((string[])["cost"]), "Costs are decimals, but have the kind Money.");
    }

    [TestCase("")]
    [TestCase("metadata.")]
    [TestCase("usage_metadata.")]
    [TestCase("model.name")]
    public void An_unknown_name_is_refused_with_the_supported_names(string name) =>
        Assert.That(
            () => LogColumn.Parse("--json", $"id,{name}"),
            Throws.TypeOf<FormatException>().With.Message.StartsWith($"--json: there is no field '{name}'. Expected a comma-separated list of id, created_at"));

    [TestCase("team", "metadata.team")]
    [TestCase("ID", "id")]
    public void An_unknown_name_is_refused_with_a_suggestion(string name, string suggestion) => Assert.That(
        () => LogColumn.Parse("--json", name),
        Throws.TypeOf<FormatException>().With.Message.StartsWith($"--json: there is no field '{name}'. Did you mean {suggestion}? Expected "));

    [TestCase("timings.latency", ExpectedResult = "12.5")]
    [TestCase("timings.queue", ExpectedResult = "3")]
    [TestCase("location.colo", ExpectedResult = "LIM")]
    [TestCase("usage_metadata.details.cached", ExpectedResult = "7")]
    [TestCase("usage_metadata.no_such_member", ExpectedResult = "")]
    [TestCase("guardrails.action", ExpectedResult = "")]
    [TestCase("metadata.a.b", ExpectedResult = "dotted")]
    public string A_name_with_a_dot_is_a_member_of_an_object(string name)
    {
        var log = JsonConvert.DeserializeObject<GatewayLog>(
            """
            {"id":"a","timings":{"latency":12.5,"queue":3},"location":{"colo":"LIM"},"usage_metadata":{"details":{"cached":7}},"guardrails":null,
             "metadata":{"a.b":"dotted"}}
            """);

        return LogText.Format(LogColumn.Parse("--json", name).Single().GetSent(log!));
    }

    [Test]
    public void A_name_with_an_unpaired_surrogate_is_refused() =>
        Assert.That(() => LogColumn.Parse("--json", "metadata.\ud800"), Throws.TypeOf<FormatException>());

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

    private static IEnumerable<string> GetNames(Type type) =>
        GetProperties(type).Select(property => property.GetCustomAttribute<JsonPropertyAttribute>()!.PropertyName!);

    private static Type TypeOf(string name) => GetProperties(typeof(GatewayLog)).Concat(GetProperties(typeof(GatewayLogDetail)))
        .Single(property => property.GetCustomAttribute<JsonPropertyAttribute>()!.PropertyName == name).PropertyType;

    private static IEnumerable<PropertyInfo> GetProperties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.GetCustomAttribute<JsonPropertyAttribute>() is not null);
}
