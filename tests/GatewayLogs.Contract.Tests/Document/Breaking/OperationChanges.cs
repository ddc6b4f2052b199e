using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>What breaks between two versions of one operation.</summary>
internal sealed class OperationChanges(DocumentTree oldDocument, DocumentTree newDocument, string id)
{
    public IEnumerable<string> Between(OperationNode old, OperationNode current) =>
        Moves(old, current)
            .Concat(Parameters(oldDocument.ParametersOf(old), newDocument.ParametersOf(current)))
            .Concat(Body(oldDocument.Resolve(old.Node["requestBody"]), newDocument.Resolve(current.Node["requestBody"])))
            .Concat(Responses(DocumentTree.Members(old.Node["responses"]), DocumentTree.Members(current.Node["responses"])));

    private IEnumerable<string> Moves(OperationNode old, OperationNode current)
    {
        if ((old.Method, old.Path) != (current.Method, current.Path))
        {
            yield return $"{id}: {old.Method} {old.Path} is {current.Method} {current.Path} now.";
        }
    }

    private IEnumerable<string> Parameters(Dictionary<string, JToken> old, Dictionary<string, JToken> current)
    {
        foreach (var (name, parameter) in old)
        {
            if (!current.TryGetValue(name, out var now))
            {
                yield return $"{id}, {name}: the parameter is gone, or has another name.";
                continue;
            }

            if ((string?)parameter["x-originalName"] != (string?)now["x-originalName"])
            {
                yield return $"{id}, {name}: its name in C# (x-originalName) is {now["x-originalName"]}, was {parameter["x-originalName"]}.";
            }

            if (IsRequired(now) && !IsRequired(parameter))
            {
                yield return $"{id}, {name}: the parameter is required now.";
            }

            foreach (var change in SchemaChanges.Between($"{id}, {name}", parameter["schema"], now["schema"], isInput: true))
            {
                yield return change;
            }
        }

        foreach (var (name, _) in current.Where(parameter => !old.ContainsKey(parameter.Key) && IsRequired(parameter.Value)))
        {
            yield return $"{id}, {name}: the new parameter is required.";
        }
    }

    private IEnumerable<string> Body(JToken? old, JToken? current)
    {
        if (old is not null && current is null)
        {
            return [$"{id}: the request's body is gone."];
        }

        IEnumerable<string> required = IsRequired(current) && !IsRequired(old) ? [$"{id}: the request's body is required now."] : [];
        return required.Concat(Content($"{id}, body", old, current, isInput: true));
    }

    private IEnumerable<string> Responses(Dictionary<string, JToken> old, Dictionary<string, JToken> current) =>
        from response in old
        from change in current.TryGetValue(response.Key, out var now)
            ? Content($"{id}, {response.Key}", oldDocument.Resolve(response.Value), newDocument.Resolve(now), isInput: false)
            : [$"{id}, {response.Key}: the response is gone."]
        select change;

    private static IEnumerable<string> Content(string place, JToken? old, JToken? current, bool isInput) =>
        from content in DocumentTree.Members(old?["content"])
        from change in DocumentTree.Members(current?["content"]).TryGetValue(content.Key, out var now)
            ? SchemaChanges.Between($"{place}, {content.Key}", content.Value["schema"], now["schema"], isInput)
            : [$"{place}, {content.Key}: the media type is gone."]
        select change;

    private static bool IsRequired(JToken? node) => (bool?)node?["required"] == true;
}
