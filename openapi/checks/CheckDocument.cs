#nullable enable
#if !CONTRACT_TESTS // The test project, which includes this file, has these as implicit usings.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
#endif
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

// All types are in one file, because MSBuild compiles an inline task from a single file.
#if !CONTRACT_TESTS
/// <summary>Reports problems in an OpenAPI document that NSwag accepts, before the generated code is compiled.</summary>
public sealed class CheckDocument : Microsoft.Build.Utilities.Task
{
    /// <summary>Gets or sets the path of the document.</summary>
    [Microsoft.Build.Framework.Required]
    public string Document { get; set; } = "";

    public override bool Execute()
    {
        foreach (var problem in DocumentRules.Check(File.ReadAllText(Document)))
        {
            Log.LogError(null, "GL0002", null, Document, problem.Line, problem.Column, 0, 0, "{0}", problem.Message);
        }

        return !Log.HasLoggedErrors;
    }
}
#endif

/// <summary>A violation of a rule and its position in the document.</summary>
internal sealed class Problem
{
    public Problem(Mark position, string message) => (Line, Column, Message) = ((int)position.Line, (int)position.Column, message);

    public int Line { get; }

    public int Column { get; }

    public string Message { get; }
}

/// <summary>
/// The rules that a document must follow so that NSwag generates the intended client. NSwag ignores unknown keys and types, and makes up
/// names where the document has none.
/// </summary>
internal sealed class DocumentRules
{
    private static readonly string[] s_operations = { "get", "put", "post", "delete", "options", "head", "patch", "trace" };

    /// <summary>The allowed keys of each kind of object, and the kind of their values: {} is a map of such objects, [] a list.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> s_keys = new()
    {
        ["document"] = Keys("openapi info:any servers:any tags:any security:any externalDocs:any paths:path{} components:components"),
        ["components"] = Keys(
            "schemas:schema{} parameters:parameter{} responses:response{} requestBodies:body{} securitySchemes:security{}"),
        ["security"] = Keys("type scheme bearerFormat in name description"),
        ["path"] = Keys("summary description parameters:parameter[] " + string.Join(" ", s_operations.Select(name => $"{name}:operation"))),
        ["operation"] = Keys(
            "operationId summary description tags:any deprecated security:any externalDocs:any " +
            "parameters:parameter[] requestBody:body responses:response{}"),
        ["parameter"] = Keys("name in description required deprecated schema:schema example:any x-originalName"),
        ["body"] = Keys("description required content:media{} x-name"),
        ["response"] = Keys("description headers:any content:media{}"),
        ["media"] = Keys("schema:schema example:any examples:any"),
        ["schema"] = Keys(
            "type format description nullable default:any example:any deprecated enum:any x-enumNames:any x-csharp-type " +
            "allOf:schema[] items:schema properties:schema{} required:any additionalProperties:any " +
            "minimum maximum minLength maxLength minItems maxItems pattern"),
    };

    /// <summary>The allowed formats of each type. Without a format, NSwag maps numbers to int or double, which can lose digits.</summary>
    private static readonly Dictionary<string, string[]> s_formats = new()
    {
        ["integer"] = new[] { "int32", "int64" },
        ["number"] = new[] { "decimal", "double", "float" },
        ["string"] = new[] { "", "date-time", "date", "uuid", "uri", "byte", "binary" },
        ["boolean"] = new[] { "" },
        ["array"] = new[] { "" },
        ["object"] = new[] { "" },
        [""] = new[] { "" },
    };

    /// <summary>The C# names of abbreviated values.</summary>
    private static readonly Dictionary<string, string> s_abbreviations = new()
    {
        ["eq"] = "Equal", ["neq"] = "NotEqual", ["lt"] = "LessThan", ["gt"] = "GreaterThan", ["asc"] = "Ascending", ["desc"] = "Descending",
    };

    private readonly List<Problem> _problems = new();

    private readonly HashSet<string> _operationIds = new(StringComparer.OrdinalIgnoreCase);

    private readonly YamlMappingNode _root;

    private DocumentRules(YamlMappingNode root) => _root = root;

    public static IReadOnlyList<Problem> Check(string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            var rules = new DocumentRules((YamlMappingNode)stream.Documents[0].RootNode);
            rules.Visit("document", "the document", rules._root);
            return rules._problems;
        }
        catch (YamlException exception)
        {
                        // A duplicate key. NSwag would use the last value.
            return new[] { new Problem(exception.Start, exception.Message) };
        }
    }

    private void Visit(string kind, string place, YamlNode node)
    {
        var isList = kind.EndsWith("[]", StringComparison.Ordinal);
        var isMap = kind.EndsWith("{}", StringComparison.Ordinal);
        var hasForm = isList ? node is YamlSequenceNode : node is YamlMappingNode || kind == "any";
        Require(hasForm, node, $"{place} must be {(isList ? "a list" : "an object")}.");
        if (isList)
        {
            foreach (var (item, index) in Items(node).Select((item, index) => (item, index)))
            {
                Visit(kind.Substring(0, kind.Length - 2), $"{place}[{index}]", item);
            }
        }
        else if (isMap)
        {
            foreach (var member in Members(node))
            {
                Visit(kind.Substring(0, kind.Length - 2), $"{place}.{member.Key}", member.Value);
            }
        }
        else if (hasForm && kind != "any")
        {
            VisitObject(kind, place, node);
        }
    }

    private void VisitObject(string kind, string place, YamlNode node)
    {
        if (Get(node, "$ref") is { } reference)
        {
            Require(Members(node).Count() == 1, node, $"{place}: members next to a $ref are ignored. Use allOf: [$ref: '{reference}'].");
            Require(Resolve(node, kind) != node, reference, $"{place}: '{reference}' is not a component of the required kind.");
            return;
        }

        foreach (var member in ((YamlMappingNode)node).Children)
        {
            Require(
                s_keys[kind].TryGetValue($"{member.Key}", out var child), member.Key,
                $"{place}: NSwag and the templates ignore '{member.Key}' here. Remove it, or add it to openapi/checks/CheckDocument.cs if "
                + "they support it.");
            if (child is { Length: > 0 })
            {
                Visit(child, kind == "document" ? $"{member.Key}" : $"{place}.{member.Key}", member.Value);
            }
        }

        var isSchemaWithName = Regex.IsMatch(place, @"^components\.schemas\.[^.]+$|\.properties\.[^.]+$");
        var isDocumented = kind is "parameter" or "response" or "security" || isSchemaWithName;
        Require(!isDocumented || Text(node, "description").Length > 0, node, $"{place} has no description. Add one.");
        switch (kind)
        {
            case "document":
                var version = Text(node, "openapi");
                Require(Regex.IsMatch(version, @"^3\.0\."), Get(node, "openapi"), $"openapi is '{version}'. Expected 3.0.3.");
                Require(_operationIds.Count > 0, Get(node, "paths"), "The document has no operations. Add one below paths.");
                break;
            case "path":
                CheckPath(place, node);
                break;
            case "parameter":
                CheckParameter(place, node);
                break;
            case "body":
                Require(Text(node, "x-name").Length > 0, node, $"{place} has no x-name. Add it; it is the name of the C# parameter.");
                break;
            case "schema":
                CheckSchema(place, node);
                break;
        }
    }

    private void CheckPath(string path, YamlNode node)
    {
        foreach (var member in Members(node).Where(member => s_operations.Contains(member.Key)))
        {
            var (place, operation) = ($"{path}.{member.Key}", member.Value);
            CheckOperation(place, operation);
            CheckSuccess(place, operation);

            var parameters = Items(Get(node, "parameters")).Concat(Items(Get(operation, "parameters")))
                .Select(parameter => Resolve(parameter, "parameter")).ToList();
            var inPath = parameters.Where(item => Text(item, "in") == "path").Select(item => Text(item, "name")).ToList();
            var inTemplate = Regex.Matches(path, @"\{(\w+)\}").Cast<Match>().Select(match => match.Groups[1].Value).ToList();
            var repeated = Repeated(parameters.Select(parameter => Text(parameter, "x-originalName")));
            RequireNone(inPath.Except(inTemplate), operation, $"{place}: a parameter is missing from the path:");
            RequireNone(inTemplate.Except(inPath), operation, $"{place}: a placeholder of the path is missing from the parameters:");
            RequireNone(repeated, operation, $"{place}: two parameters have the same name:");
        }
    }

    private void CheckOperation(string place, YamlNode operation)
    {
        var (id, position) = (Text(operation, "operationId"), Get(operation, "operationId") ?? operation);
        Require(
            Regex.IsMatch(id, "^[A-Z][A-Za-z0-9]*$"), position,
            $"{place}: operationId is '{id}'. Expected a name in PascalCase, because it becomes the name of a C# method.");
        Require(_operationIds.Add(id), position, $"{place}: another operation already has the operationId '{id}'.");

        var responses = Members(Get(operation, "responses")).ToList();
        Require(responses.Any(response => response.Key == "default"), operation, $"{place} has no default response. Add one for failures.");
        foreach (var response in responses)
        {
            Require(
                Regex.IsMatch(response.Key, "^([1-5][0-9][0-9]|default)$"), response.Value,
                $"{place}: the response '{response.Key}' is not a single status. Expected a status such as 200, or default.");
        }
    }

    private void CheckSuccess(string place, YamlNode operation)
    {
        var successes = Members(Get(operation, "responses")).Where(response => Regex.IsMatch(response.Key, "^2")).ToList();
        Require(successes.Count > 0, operation, $"{place} has no response for a success status. Add one.");
        Require(
            successes.Select(success => Reference(Get(Get(Get(Resolve(success.Value, "response"), "content"), "application/json"), "schema")))
                .Distinct().Count() <= 1,
            operation, $"{place} has {successes.Count} success responses with different schemas, but NSwag supports one. "
                + "Use the same schema.");
        foreach (var response in successes.Select(success => Resolve(success.Value, "response")))
        {
            var schema = Get(Get(Get(response, "content"), "application/json"), "schema");
            var isEnvelope = Items(Get(Resolve(schema, "schema"), "allOf")).Any(part => Reference(part) == "GatewayLogsEnvelope");
            Require(
                isEnvelope || Reference(schema) == "GatewayLogBody", schema ?? response,
                $"{place}: the success schema must be a $ref to GatewayLogBody or to an envelope (allOf GatewayLogsEnvelope and a "
                + "result).");
        }
    }

    private void CheckParameter(string place, YamlNode parameter)
    {
        var (name, location, csharpName) = (Text(parameter, "name"), Text(parameter, "in"), Text(parameter, "x-originalName"));
        Require(location is "query" or "path" or "header", parameter, $"{place}: in is '{location}'. Expected query, path or header.");
        Require(location != "path" || Text(parameter, "required") == "true", parameter, $"{place}: path parameters must have required: "
            + "true.");
        Require(Get(parameter, "schema") is not null, parameter, $"{place} has no schema. Add one.");
        Require(
            csharpName == CamelCase(name), Get(parameter, "x-originalName") ?? parameter,
            $"{place}: the x-originalName of '{name}' is '{csharpName}'. Expected '{CamelCase(name)}'.");
    }

    private void CheckSchema(string place, YamlNode schema)
    {
        var (type, format) = (Text(schema, "type"), Text(schema, "format"));
        if (s_formats.TryGetValue(type, out var formats))
        {
            var allowed = string.Join(", ", formats);
            var position = Get(schema, "format") ?? schema;
            Require(formats.Contains(format), position, $"{place}: the format of type {type} is '{format}'. Expected one of: {allowed}.");
        }

        Require(formats is not null, Get(schema, "type"), $"{place}: '{type}' is not an OpenAPI type.");
        Require((type == "array") == Get(schema, "items") is not null, schema, $"{place}: arrays must have items, and other types must "
            + "not.");

        var properties = Members(Get(schema, "properties")).Select(property => property.Key).ToList();
        var isComponent = Regex.IsMatch(place, @"^components\.schemas\.[A-Z][A-Za-z0-9]*$");
        var isPart = Regex.IsMatch(place, @"^components\.schemas\.\w+\.allOf\[\d+\]$");
        var isNamed = isComponent || (isPart && Get(schema, "enum") is null);
        Require(
            isNamed || (properties.Count == 0 && Get(schema, "enum") is null), schema,
            $"{place}: NSwag would make up a name for this type. Move it to components.schemas and name it in PascalCase.");
        Require(properties.Count == 0 || type == "object", schema, $"{place} has properties but not type: object. Add the "
                        + "type.");
        var required = Items(Get(schema, "required")).Select(name => $"{name}");
        RequireNone(required.Except(properties), Get(schema, "required"), $"{place} requires a property that it does not define:");
        RequireNone(Repeated(properties.Select(PascalCase)), Get(schema, "properties"), $"{place}: two properties have the same C# name:");

        if (Get(schema, "additionalProperties") is YamlMappingNode additional)
        {
            Visit("schema", $"{place}.additionalProperties", additional);
        }

        if (Get(schema, "enum") is { } values)
        {
            CheckEnumeration(place, schema, Items(values).Select(value => $"{value}").ToList(), Items(Get(schema, "x-enumNames")).ToList());
        }
    }

    private void CheckEnumeration(string place, YamlNode schema, List<string> values, List<YamlNode> names)
    {
        Require(
            values.Count == names.Count, Get(schema, "x-enumNames") ?? schema,
            $"{place} has {values.Count} values in enum, but {names.Count} names in x-enumNames. Expected the same number.");
        RequireNone(Repeated(values), Get(schema, "enum"), $"{place} contains a duplicate value:");
        var first = Get(schema, "default");
        Require(first is null || values.Contains($"{first}"), first, $"{place}: the default '{first}' is not a value of enum.");
        foreach (var (sent, name) in values.Zip(names, (sent, name) => (sent, name)))
        {
            var expected = s_abbreviations.TryGetValue(sent, out var word) ? word : PascalCase(sent);
            Require(
                name.ToString() == expected || name.ToString() == PascalCase(sent), name,
                $"{place}: x-enumNames contains '{name}' at the position of '{sent}', so {name} in C# would send '{sent}'. "
                + $"Expected: {expected}.");
        }
    }

    /// <summary>
    /// Resolves a reference to a component of a kind. Returns the node itself if it is not a reference, or if the component does not exist.
    /// </summary>
    private YamlNode Resolve(YamlNode? node, string kind)
    {
        var reference = Regex.Match(Text(node, "$ref"), "^#/components/(\\w+)/(\\w+)$");
        var (section, name) = (reference.Groups[1].Value, reference.Groups[2].Value);
        var isOfKind = s_keys["components"].TryGetValue(section, out var held) && held == kind + "{}";
        return (isOfKind ? Get(Get(Get(_root, "components"), section), name) : null) ?? node ?? _root;
    }

    private void Require(bool condition, YamlNode? position, string message)
    {
        if (!condition)
        {
            _problems.Add(new Problem((position ?? _root).Start, message));
        }
    }

    private void RequireNone(IEnumerable<string> names, YamlNode? position, string message)
    {
        foreach (var name in names)
        {
            Require(false, position, $"{message} '{name}'.");
        }
    }

    private static Dictionary<string, string> Keys(string keys) =>
        keys.Split(' ').Select(key => key.Split(':')).ToDictionary(key => key[0], key => key.Length > 1 ? key[1] : "");

    private static YamlNode? Get(YamlNode? node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private static string Text(YamlNode? node, string key) => Get(node, key) is YamlScalarNode { Value: { } text } ? text : "";

    /// <summary>Returns the name of the schema that a $ref refers to.</summary>
    private static string Reference(YamlNode? node) => Regex.Replace(Text(node, "$ref"), "^#/components/schemas/", "");

    private static IEnumerable<YamlNode> Items(YamlNode? node) => node is YamlSequenceNode list ? list.Children : new List<YamlNode>();

    private static IEnumerable<KeyValuePair<string, YamlNode>> Members(YamlNode? node) =>
        from member in node is YamlMappingNode map ? map.Children.ToList() : new()
        select new KeyValuePair<string, YamlNode>($"{member.Key}", member.Value);

    private static IEnumerable<string> Repeated(IEnumerable<string> names) =>
        names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key);

    private static string PascalCase(string name) =>
        Regex.Replace(name, @"(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])", match => match.Groups[1].Value.ToUpperInvariant());

    private static string CamelCase(string name) => name.Length == 0 ? "" : char.ToLowerInvariant(name[0]) + PascalCase(name).Substring(1);
}
