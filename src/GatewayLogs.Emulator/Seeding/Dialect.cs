namespace GatewayLogs.Emulator.Seeding;

/// <summary>The content of one call, independent of the provider's format. Texts are the contents of JSON strings.</summary>
internal sealed record Exchange(string Model, string Prompt, string Completion, bool Streamed, long TokensIn, long TokensOut, long Created, string Id);

/// <summary>The request and response formats of a provider.</summary>
internal sealed record Dialect(Func<Exchange, string> Request, Func<Exchange, string> Response, Func<int, string> Error)
{
    /// <summary>Gets the form in which Cloudflare stores a streamed response after assembling it. Default: as if it were not streamed.</summary>
    public Func<Exchange, string> StreamedResponse { get; private init; } = Response;

    public static readonly Dialect OpenAi = new(
        call => $$"""
            {"model":"{{call.Model}}","messages":[{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":"{{call.Prompt}}"}],"temperature":0.70,"seed":{{call.Created}}12345678901{{StreamMember(call)}}}
            """,
        call => $$"""
            {"id":"chatcmpl-{{call.Id}}","object":"chat.completion","created":{{call.Created}},"model":"{{call.Model}}","choices":[{"index":0,"message":{"role":"assistant","content":"{{call.Completion}}"},"finish_reason":"stop"}],{{OpenAiUsage(call)}},"system_fingerprint":null}
            """,
        status => $$$"""{"error":{"message":"Request failed with status {{{status}}}.","type":"invalid_request_error","param":null,"code":null}}""")
    {
        // The whole text is in "delta"; there is no "message".
        StreamedResponse = call => $$"""
            {"id":"chatcmpl-{{call.Id}}","object":"chat.completion.chunk","created":{{call.Created}},"model":"{{call.Model}}","choices":[{"index":0,"delta":{"role":"assistant","content":"{{call.Completion}}"},"finish_reason":"stop"}],{{OpenAiUsage(call)}},"streamed_data":[{{OpenAiEvents(call)}}]}
            """,
    };

    // With the spaces of Python's json.dumps: stored bodies are the client's bytes, not a canonical form.
    public static readonly Dialect Anthropic = new(
        call => $$"""
            {"model": "{{call.Model}}", "max_tokens": 1024, "messages": [{"role": "user", "content": "{{call.Prompt}}"}]{{StreamMember(call)}}}
            """,
        call => $$"""
            {"id":"msg_{{call.Id}}","type":"message","role":"assistant","model":"{{call.Model}}","content":[{"type":"text","text":"{{call.Completion}}"}],"stop_reason":"end_turn","usage":{"input_tokens":{{call.TokensIn}},"output_tokens":{{call.TokensOut}}},"stop_sequence":null}
            """,
        status => $$$"""{"type":"error","error":{"type":"overloaded_error","message":"Request failed with status {{{status}}}."}}""")
    {
        // The content is a single string instead of an array of blocks.
        StreamedResponse = call => $$"""
            {"id":"msg_{{call.Id}}","type":"message","role":"assistant","model":"{{call.Model}}","content":"{{call.Completion}}","stop_reason":"end_turn",{{AnthropicUsage(call)}},"streamed_data":[{{AnthropicEvents(call)}}]}
            """,
    };

    public static readonly Dialect Gemini = new(
        call => $$"""
            {"contents":[{"role":"user","parts":[{"text":"{{call.Prompt}}"}]}],"generationConfig":{"temperature":1e0},"safetySettings":[]}
            """,
        call => $$"""
            {"candidates":[{"content":{"parts":[{"text":"{{call.Completion}}"}],"role":"model"},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":{{call.TokensIn}},"candidatesTokenCount":{{call.TokensOut}}},"modelVersion":"{{call.Model}}"}
            """,
        status => $$$"""{"error":{"code":{{{status}}},"message":"Request failed.","status":"UNAVAILABLE"}}""");

    // Workers AI responses themselves look like an envelope.
    public static readonly Dialect WorkersAi = new(
        call => $$"""
            {"messages":[{"role":"user","content":"{{call.Prompt}}"}]{{StreamMember(call)}}}
            """,
        call => $$"""
            {"result":{"usage":{"prompt_tokens":{{call.TokensIn}},"completion_tokens":{{call.TokensOut}}},"response":"{{call.Completion}}"},"success":true,"errors":[],"messages":[]}
            """,
        status => $$$"""{"result":null,"success":false,"errors":[{"code":5007,"message":"Request failed with status {{{status}}}."}],"messages":[]}""");

    /// <summary>Returns the raw events of a streamed response, for calls whose response is stored as events.</summary>
    public static string Events(Exchange call) => $$"""
        data: {"id":"{{call.Id}}","choices":[{"index":0,"delta":{"role":"assistant","content":""} }]}

        data: {"id":"{{call.Id}}","choices":[{"index":0,"delta":{"content":"{{call.Completion}}"} }]}

        data: [DONE]


        """;

    private static string OpenAiUsage(Exchange call) => $$"""
        "usage":{"prompt_tokens":{{call.TokensIn}},"completion_tokens":{{call.TokensOut}},"total_tokens":{{call.TokensIn + call.TokensOut}}}
        """;

    private static string OpenAiEvents(Exchange call) => string.Join(',', new[]
    {
        """{"role":"assistant","content":""},"finish_reason":null""",
        $$"""{"content":"{{call.Completion}}"},"finish_reason":null""",
        """{},"finish_reason":"stop" """.TrimEnd(),
    }.Select(delta => $$"""{"id":"chatcmpl-{{call.Id}}","choices":[{"index":0,"delta":{{delta}} }]}"""));

    private static string AnthropicUsage(Exchange call) => $$"""
        "usage":{"input_tokens":{{call.TokensIn}},"output_tokens":{{call.TokensOut}} }
        """;

    private static string AnthropicEvents(Exchange call) => string.Join(
        ',',
        $$"""{"type":"message_start","message":{"id":"msg_{{call.Id}}","role":"assistant","model":"{{call.Model}}","content":[]} }""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
        $$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{call.Completion}}"} }""",
        """{"type":"content_block_stop","index":0}""",
        $$"""{"type":"message_delta","delta":{"stop_reason":"end_turn"},{{AnthropicUsage(call)}}}""",
        """{"type":"message_stop"}""");

    private static string StreamMember(Exchange call) => call.Streamed ? ",\"stream\":true" : "";
}
