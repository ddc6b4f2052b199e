namespace GatewayLogs.Emulator.Seeding;

/// <summary>What one call says and counts, apart from how a provider spells it. Texts are the inside of JSON strings.</summary>
internal sealed record Exchange(string Model, string Question, string Answer, bool Streamed, long TokensIn, long TokensOut, long Created, string Id);

/// <summary>How a provider spells requests and responses.</summary>
internal sealed record Dialect(Func<Exchange, string> Request, Func<Exchange, string> Response, Func<int, string> Error)
{
    public static readonly Dialect OpenAi = new(
        call => $$"""
            {"model":"{{call.Model}}","messages":[{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":"{{call.Question}}"}],"temperature":0.70,"seed":{{call.Created}}12345678901{{StreamMember(call)}}}
            """,
        call => $$"""
            {"id":"chatcmpl-{{call.Id}}","object":"chat.completion","created":{{call.Created}},"model":"{{call.Model}}","choices":[{"index":0,"message":{"role":"assistant","content":"{{call.Answer}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":{{call.TokensIn}},"completion_tokens":{{call.TokensOut}},"total_tokens":{{call.TokensIn + call.TokensOut}}},"system_fingerprint":null}
            """,
        status => $$$"""{"error":{"message":"Request failed with status {{{status}}}.","type":"invalid_request_error","param":null,"code":null}}""");

    // The spaces are those of Python's json.dumps: stored bytes are the client's, not a canonical form.
    public static readonly Dialect Anthropic = new(
        call => $$"""
            {"model": "{{call.Model}}", "max_tokens": 1024, "messages": [{"role": "user", "content": "{{call.Question}}"}]{{StreamMember(call)}}}
            """,
        call => $$"""
            {"id":"msg_{{call.Id}}","type":"message","role":"assistant","model":"{{call.Model}}","content":[{"type":"text","text":"{{call.Answer}}"}],"stop_reason":"end_turn","usage":{"input_tokens":{{call.TokensIn}},"output_tokens":{{call.TokensOut}}},"stop_sequence":null}
            """,
        status => $$$"""{"type":"error","error":{"type":"overloaded_error","message":"Request failed with status {{{status}}}."}}""");

    public static readonly Dialect Gemini = new(
        call => $$"""
            {"contents":[{"role":"user","parts":[{"text":"{{call.Question}}"}]}],"generationConfig":{"temperature":1e0},"safetySettings":[]}
            """,
        call => $$"""
            {"candidates":[{"content":{"parts":[{"text":"{{call.Answer}}"}],"role":"model"},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":{{call.TokensIn}},"candidatesTokenCount":{{call.TokensOut}}},"modelVersion":"{{call.Model}}"}
            """,
        status => $$$"""{"error":{"code":{{{status}}},"message":"Request failed.","status":"UNAVAILABLE"}}""");

    // A payload that looks like an envelope itself, as the real one does.
    public static readonly Dialect WorkersAi = new(
        call => $$"""
            {"messages":[{"role":"user","content":"{{call.Question}}"}]{{StreamMember(call)}}}
            """,
        call => $$"""
            {"result":{"usage":{"prompt_tokens":{{call.TokensIn}},"completion_tokens":{{call.TokensOut}}},"response":"{{call.Answer}}"},"success":true,"errors":[],"messages":[]}
            """,
        status => $$$"""{"result":null,"success":false,"errors":[{"code":5007,"message":"Request failed with status {{{status}}}."}],"messages":[]}""");

    /// <summary>The raw events of a streamed answer, for the calls whose response was kept as it came.</summary>
    public static string Events(Exchange call) => $$"""
        data: {"id":"{{call.Id}}","choices":[{"index":0,"delta":{"role":"assistant","content":""} }]}

        data: {"id":"{{call.Id}}","choices":[{"index":0,"delta":{"content":"{{call.Answer}}"} }]}

        data: [DONE]


        """;

    private static string StreamMember(Exchange call) => call.Streamed ? ",\"stream\":true" : "";
}
