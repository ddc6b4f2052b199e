namespace GatewayLogs.Conversations;

/// <summary>Reads the errors of all providers and of Cloudflare.</summary>
internal static class ErrorReader
{
    /// <summary>Reads an error if the value is one.</summary>
    public static bool TryRead(Node node, ResponseBuilder response)
    {
        var error = node["error", "errors", "detail"];
        var sources = error switch
        {
            { IsArray: true } => [.. error.Items], // Cloudflare, and validation errors of Mistral
            { IsObject: true } => [error],
            _ => (Node[])[node], // {"error":"…"}, {"message":"…"}
        };
        var messages = sources.Select(source => source["message", "Message", "msg", "error", "detail"].Text ?? source.Text).OfType<string>().Distinct();
        var read = new ProviderError
        {
            Type = Find(sources, node => node["type"].Text ?? node["status"].Text ?? node["__type"].Text),
            Code = Find([.. sources, node], node => node["code"].Label),
            Message = string.Join('\n', messages) is { Length: > 0 } text ? text : null,
        };
        if (read.Message is null && (!error.Exists || (read.Code ?? read.Type) is null))
        {
            return false;
        }

        response.Error = read;
        return true;
    }

    private static string? Find(IEnumerable<Node> nodes, Func<Node, string?> get) => nodes.Select(get).FirstOrDefault(value => value is not null);
}
