using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NSwag;

namespace GatewayLogs.Tests;

/// <summary>What openapi/ai-gateway-logs.yaml says of an answer, in the words of a validator that is not ours.</summary>
internal static class ApiDocument
{
    private static readonly Lazy<OpenApiDocument> s_document =
        new(() => OpenApiYamlDocument.FromFileAsync(Repository.GetPath("openapi/ai-gateway-logs.yaml")).GetAwaiter().GetResult());

    public static IEnumerable<OpenApiOperationDescription> Operations => s_document.Value.Operations;

    /// <summary>The schemas that have a name.</summary>
    public static IDictionary<string, JsonSchema> Schemas => s_document.Value.Components.Schemas;

    /// <summary>Everything about an answer that the document does not allow.</summary>
    /// <param name="method">The method of the request.</param>
    /// <param name="path">Its path, without what the document's server already has.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="contentType">Its content type, or null.</param>
    /// <param name="body">Its body.</param>
    public static IEnumerable<string> Violations(string method, string path, int status, string? contentType, ReadOnlyMemory<byte> body)
    {
        var operation = Operations.FirstOrDefault(
            candidate => candidate.Method.Equals(method, StringComparison.OrdinalIgnoreCase) && Fits(path, candidate.Path));
        var mediaType = contentType?.Split(';')[0].Trim() ?? "";
        return GetResponse(operation?.Operation, status) is not { } response ? [$"The document has no status {status} there."]
            : status is 202 or 204 && contentType is null && body.IsEmpty ? []
            : status is 204 ? ["Status 204 has no body and no content type."]
            : !response.Content.TryGetValue(mediaType, out var content) && !response.Content.TryGetValue("*/*", out content) ? [$"The document has no content type '{mediaType}' there."]
            : mediaType == "application/json" ? Violations(content.Schema!.ActualSchema, body)
            : [];
    }

    /// <summary>The default is for refusals and failures. It is all there is for a request that is none of the operations.</summary>
    private static OpenApiResponse? GetResponse(OpenApiOperation? operation, int status) =>
        operation is not null && operation.ActualResponses.TryGetValue($"{status}", out var response) ? response
        : status < 400 ? null
        : operation is null ? s_document.Value.Components.Responses["Failure"].ActualResponse
        : operation.ActualResponses["default"];

    private static IEnumerable<string> Violations(JsonSchema schema, ReadOnlyMemory<byte> body)
    {
        // A stored body is of any form, too deep to parse or no JSON at all.
        if (schema.IsAnyType)
        {
            return [];
        }

        try
        {
            // Newtonsoft would take comments, apostrophes and NaN.
            using var strict = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        }
        catch (System.Text.Json.JsonException exception)
        {
            return [$"The body is not JSON: {exception.Message}"];
        }

        // Times stay text, so that their format is looked at.
        using var text = new StreamReader(new MemoryStream(body.ToArray()));
        using var json = new JsonTextReader(text) { DateParseHandling = DateParseHandling.None, MaxDepth = null };
        return schema.Validate(JToken.ReadFrom(json), SchemaType.OpenApi3).Select(error => error.ToString());
    }

    private static bool Fits(string path, string template)
    {
        var (segments, expected) = (path.Split('/'), template.Split('/'));
        return segments.Length == expected.Length
            && segments.Zip(expected).All(pair => pair.Second.StartsWith('{') ? pair.First.Length > 0 : pair.First == pair.Second);
    }
}
