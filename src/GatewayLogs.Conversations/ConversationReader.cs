using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>Reads the stored request and response of a log as a conversation, regardless of the provider.</summary>
public static class ConversationReader
{
    private static readonly Func<Node, RequestBuilder, bool>[] s_requests =
        [Gemini.TryReadRequest, Bedrock.TryReadRequest, ChatCompletions.TryReadRequest, Cohere.TryReadRequest, Responses.TryReadRequest, Prompts.TryReadRequest];

    private static readonly Func<Node, ResponseBuilder, bool>[] s_responses =
    [
        ChatCompletions.TryReadResponse, Responses.TryReadResponse, Anthropic.TryReadResponse, Gemini.TryReadResponse, Bedrock.TryReadResponse,
        Cohere.TryReadResponse, Prompts.TryReadResponse,
    ];

    /// <summary>Paths whose requests have an input or a prompt, but are no conversations.</summary>
    private static readonly string[] s_otherPaths = ["embeddings", "moderations", "audio/speech", "rerank"];

    /// <summary>Reads a conversation. No bytes cause an exception; what is not recognized is in <see cref="Conversation.Unrecognized"/>.</summary>
    /// <param name="request">The stored request; empty if there is none.</param>
    /// <param name="response">The stored response: JSON, the events of a stream, or empty.</param>
    /// <param name="hints">What is known about the log apart from its bodies.</param>
    /// <returns>The conversation.</returns>
    public static Conversation Read(ReadOnlyMemory<byte> request, ReadOnlyMemory<byte> response, ConversationHints? hints = null)
    {
        var findings = new Findings();
        var (requested, responded) = (new RequestBuilder(findings), new ResponseBuilder(findings));
        ReadRequest(request, requested, hints?.Path);
        ReadResponse(response, responded, hints?.ResponseContentType);
        return new Conversation
        {
            Messages = requested.Messages,
            Tools = requested.Tools,
            Response = responded.Build(hints?.Model),
            Error = responded.Error,
            Unrecognized = findings.All,
            RawRequest = request,
            RawResponse = response,
        };
    }

    private static void ReadRequest(ReadOnlyMemory<byte> bytes, RequestBuilder request, string? path)
    {
        var isOther = path is not null && s_otherPaths.Any(other => path.Contains(other, StringComparison.OrdinalIgnoreCase));
        foreach (var body in Parse(bytes, "request", request.Findings))
        {
            if (isOther)
            {
                request.Findings.Report(body, $"The request is no conversation, because the path of the call is {path}.");
            }
            else if (!Array.Exists(s_requests, tryRead => tryRead(body, request)))
            {
                request.Findings.ReportUnknown(body, "request");
            }
            else if (request.Messages.Count == 0 && request.Findings.All.Count == 0)
            {
                request.Findings.Report(body, "The request has no messages.");
            }
        }
    }

    private static void ReadResponse(ReadOnlyMemory<byte> bytes, ResponseBuilder response, string? contentType)
    {
        if (Media.IsImageOrSound(contentType) && !bytes.IsEmpty)
        {
            response.IsRecognized = true;
            response.GetMessage().Add(new DataContent(bytes, contentType!), new Node(default, "response"));
            return;
        }

        foreach (var body in Parse(bytes, "response", response.Findings))
        {
            foreach (var part in body["streamed_data"].Items)
            {
                ReadPart(part, response);
            }

            if (body["streamed_data"].IsArray)
            {
                response.ReadAssembled(() => ReadPart(body, response));
            }
            else
            {
                ReadPart(body, response);
            }
        }
    }

    private static void ReadPart(Node part, ResponseBuilder response)
    {
        // Workers AI, and providers that Cloudflare runs, have their response in an envelope.
        if (part["success"].IsTrue && part["result"].IsObject)
        {
            ReadPart(part["result"], response);
        }
        else if (Array.Exists(s_responses, tryRead => tryRead(part, response)))
        {
            response.IsRecognized = true;
        }
        else if (!ErrorReader.TryRead(part, response))
        {
            response.Findings.ReportUnknown(part, "response");
        }
    }

    private static IReadOnlyList<Node> Parse(ReadOnlyMemory<byte> bytes, string name, Findings findings)
    {
        var parts = StoredBody.Parse(bytes, name, findings);
        if (parts is null && !bytes.IsEmpty)
        {
            findings.Report(new Node(default, name), "The body is neither JSON nor a stream of events with JSON.");
        }

        return parts ?? [];
    }
}
