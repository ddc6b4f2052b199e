using System.Reflection;
using System.Runtime.Serialization;
using NJsonSchema;
using NSwag;

namespace GatewayLogs.Tests;

/// <summary>A query parameter of the document that is not deprecated, and the property that callers set it with.</summary>
internal sealed record QueryParameter(OpenApiOperationDescription Operation, OpenApiParameter Parameter)
{
    public static IEnumerable<QueryParameter> All =>
        from operation in ApiDocument.Operations
        from parameter in operation.Operation.ActualParameters
        where parameter.Kind == OpenApiParameterKind.Query && !parameter.IsDeprecated
        select new QueryParameter(operation, parameter);

    public JsonSchema Schema => Parameter.ActualSchema;

    /// <summary>Gets the type of the public method's query parameter.</summary>
    public Type QueryType => PublicMethods.Of(Operation.Operation.OperationId).Single().GetParameters()
        .Select(parameter => parameter.ParameterType).FirstOrDefault(type => type.Name.EndsWith("Query", StringComparison.Ordinal))
        ?? throw new AssertionException($"The public method of {Operation.Operation.OperationId} has no parameter "
            + $"whose type is named …Query, which could hold {Parameter.Name}.");

    public PropertyInfo Property => QueryType.GetProperty(PropertyName)
        ?? throw new AssertionException(
            $"{QueryType.Name} has no property {PropertyName} for the query parameter {Parameter.Name} of {Operation.Operation.OperationId}.");

    private string PropertyName => char.ToUpperInvariant(Parameter.OriginalName![0]) + Parameter.OriginalName[1..];

    /// <summary>Returns a non-default value of the property and its serialized form.</summary>
    public (object Value, string Sent) Sample()
    {
        var type = Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;
        return type switch
        {
            _ when type == typeof(int) => (7, "7"),
            _ when type == typeof(bool) => (true, "true"),
            _ when type == typeof(string) => ("some text", "some text"),
            _ when type == typeof(decimal) => (7.5m, "7.5"),
            _ when type == typeof(IReadOnlyList<GatewayLogFilter>) =>
                (new[] { LogFilter.Id.EqualTo("a") }, """[{"key":"id","operator":"eq","value":["a"]}]"""),
            { IsEnum: true } => (Enum.GetValues(type).GetValue(1)!, WireName(type, 1)),
            _ => throw new AssertionException($"Add a value of {type} to {nameof(QueryParameter)}, for {Parameter.Name}."),
        };
    }

    public override string ToString() => $"{Operation.Operation.OperationId} {Parameter.Name}";

    private static string WireName(Type type, int index) =>
        type.GetField(Enum.GetName(type, Enum.GetValues(type).GetValue(index)!)!)!.GetCustomAttribute<EnumMemberAttribute>()!.Value!;
}
