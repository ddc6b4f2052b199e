using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NSwag;

namespace GatewayLogs.Tests;

/// <summary>Validates responses against openapi/ai-gateway-logs.yaml with NJsonSchema.</summary>
internal static class ApiDocument
{
    private static readonly Lazy<OpenApiDocument> s_document =
        new(() => OpenApiYamlDocument.FromFileAsync(Repository.GetPath("openapi/ai-gateway-logs.yaml")).GetAwaiter().GetResult());

    public static IEnumerable<OpenApiOperationDescription> Operations => s_document.Value.Operations;

    /// <summary>Gets the named schemas.</summary>
    public static IDictionary<string, JsonSchema> Schemas => s_document.Value.Components.Schemas;

    /// <summary>Returns the violations of the document by a response.</summary>
    /// <param name="method">The method of the request.</param>
    /// <param name="path">The path of the request, relative to the server URL of the document.</param>
    /// <param name="status">The status code of the response.</param>
    /// <param name="contentType">The content type of the response, or null.</param>
    /// <param name="body">The body of the response.</param>
    public static IEnumerable<string> Violations(string method, string path, int status, string? contentType, ReadOnlyMemory<byte> body)
    {
        var operation = Operations.FirstOrDefault(
            candidate => candidate.Method.Equals(method, StringComparison.OrdinalIgnoreCase) && Fits(path, candidate.Path));
        var mediaType = contentType?.Split(';')[0].Trim() ?? "";
        return GetResponse(operation?.Operation, status) is not { } response ? [$"The document does not define status {status} for this request."]
            : status is 202 or 204 && contentType is null && body.IsEmpty ? []
            : status is 204 ? ["Status 204 has no body and no content type."]
            : !response.Content.TryGetValue(mediaType, out var content) && !response.Content.TryGetValue("*/*", out content)
                ? [$"The document does not define the content type '{mediaType}' for this response."]
            : mediaType == "application/json" ? Violations(content.Schema!.ActualSchema, body)
            : [];
    }

    /// <summary>
    /// Returns the documented response. The default is for errors, and is the only one for a request that matches no operation.
    /// </summary>
    private static OpenApiResponse? GetResponse(OpenApiOperation? operation, int status) =>
        operation is not null && operation.ActualResponses.TryGetValue($"{status}", out var response) ? response
        : status < 400 ? null
        : operation is null ? s_document.Value.Components.Responses["Failure"].ActualResponse
        : operation.ActualResponses["default"];

    private static IEnumerable<string> Violations(JsonSchema schema, ReadOnlyMemory<byte> body)
    {
        // A stored body may be too deep to parse, or no JSON at all.
        if (schema.IsAnyType)
        {
            return [];
        }

        try
        {
            // Newtonsoft.Json accepts comments, single quotes and NaN.
            using var strict = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        }
        catch (System.Text.Json.JsonException exception)
        {
            return [$"The body is not JSON: {exception.Message}"];
        }

        // Times stay text, so that the validator checks their format.
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
