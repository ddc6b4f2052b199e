using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json.Linq;
using YamlDotNet.Serialization;

namespace GatewayLogs.Tests;

/// <summary>An OpenAPI document as it is written: what it refers to by name is looked up when it is asked for.</summary>
internal sealed class DocumentTree
{
    private static readonly string[] s_methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private readonly JObject _root;

    private DocumentTree(JObject root)
    {
        _root = root;
        InputSchemas = Operations.Values.SelectMany(InputsOf).SelectMany(NamesBelow).ToHashSet();
    }

    /// <summary>The operations by their id.</summary>
    public IReadOnlyDictionary<string, OperationNode> Operations => (
        from path in Members(_root["paths"])
        from operation in Members(path.Value)
        where s_methods.Contains(operation.Key)
        select new OperationNode(path.Key, operation.Key.ToUpperInvariant(), (JObject)operation.Value, (JObject)path.Value))
        .ToDictionary(operation => (string)operation.Node["operationId"]!);

    /// <summary>The schemas that have a name, each of which is a type in C#.</summary>
    public Dictionary<string, JToken> Schemas => Members(_root["components"]?["schemas"]);

    /// <summary>The names of the ways to authenticate.</summary>
    public IEnumerable<string> SecuritySchemes => Members(_root["components"]?["securitySchemes"]).Keys;

    /// <summary>The names of the schemas that callers fill in.</summary>
    public IReadOnlySet<string> InputSchemas { get; }

    public static DocumentTree Parse(string yaml)
    {
        var value = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(new StringReader(yaml));
        return new DocumentTree(JObject.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(value)));
    }

    /// <summary>The parameters of an operation, those of its path among them, by where and how they are sent.</summary>
    public Dictionary<string, JToken> ParametersOf(OperationNode operation) =>
        Items(operation.PathNode["parameters"]).Concat(Items(operation.Node["parameters"])).Select(node => Resolve(node))
            .ToDictionary(parameter => $"{parameter["in"]} {parameter["name"]}");

    /// <summary>What a reference stands for; anything else stands for itself.</summary>
    [return: NotNullIfNotNull(nameof(node))]
    public JToken? Resolve(JToken? node) => (string?)(node as JObject)?["$ref"] is { } reference
        ? reference[2..].Split('/').Aggregate((JToken)_root, (parent, name) => parent[name] ?? throw new KeyNotFoundException(reference))
        : node;

    public static Dictionary<string, JToken> Members(JToken? node) =>
        (node as JObject)?.Properties().ToDictionary(member => member.Name, member => member.Value) ?? [];

    public static IEnumerable<JToken> Items(JToken? node) => node as JArray ?? [];

    private IEnumerable<JToken> InputsOf(OperationNode operation) =>
        ParametersOf(operation).Values.Append(Resolve(operation.Node["requestBody"])).OfType<JToken>();

    private IEnumerable<string> NamesBelow(JToken node) =>
        from reference in node.SelectTokens("..$ref")
        from name in NamesBelow(Resolve(reference.Parent!.Parent!)).Prepend(((string)reference!).Split('/')[^1])
        select name;
}

/// <summary>An operation, and the path that it belongs to.</summary>
internal sealed record OperationNode(string Path, string Method, JObject Node, JObject PathNode);
