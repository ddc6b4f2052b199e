using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GatewayLogs.Conversations;

namespace GatewayLogs.Tests;

/// <summary>Any bytes are read without an exception, remain available, and are either recognized or reported.</summary>
public class ConversationProperties
{
    private static readonly string[] s_names =
    [
        "role", "content", "type", "text", "messages", "message", "choices", "delta", "tool_calls", "function", "name", "arguments", "index", "usage", "prompt_tokens", "input", "output",
        "contents", "parts", "candidates", "functionCall", "args", "inlineData", "data", "mimeType", "image_url", "url", "source", "thinking", "tool_use_id", "tools", "error", "errors",
        "result", "success", "response", "prompt", "image", "streamed_data", "event_type", "toolResult", "system", "created", "id", "finish_reason", "x",
    ];

    private static readonly string[] s_texts =
    [
        "user", "assistant", "tool", " ", "", "text", "image_url", "tool_use", "tool_result", "message", "message_start", "content_block_delta", "response.output_text.delta", "response",
        "function_call", "reasoning", "stream-end", "content-delta", "data:image/png;base64,AAAA", "data:,", "data:", "http://", "https://example.com/a", "{\"a\":1}", "{", "\0", "\ud83d", "é",
    ];

    private static Gen<string> Json => Gen.Sized(size => Value(Math.Min(size, 6)));

    private static Gen<byte[]> Bodies => Gen.OneOf(
        Json.Select(Encoding.UTF8.GetBytes),
        Json.ListOf().Select(events => Encoding.UTF8.GetBytes(string.Concat(events.Select(json => $"data: {json}\n\n")))),
        Json.ListOf().Select(lines => Encoding.UTF8.GetBytes(string.Join('\n', lines))),
        ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => bytes ?? []));

    [Test]
    public void Any_body_is_recognized_or_reported_and_its_bytes_are_kept() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3000),
        Prop.ForAll(Arb.From(Bodies.Zip(Bodies)), bodies => AssertRead(bodies.Item1, bodies.Item2)));

    [Test]
    public async Task Any_change_of_a_fixture_is_recognized_or_reported([Values] bool swapped)
    {
        var fixtures = Fixture.All.ToList();
        var texts = fixtures.SelectMany(fixture => new[] { fixture.Request, fixture.Response }).Select(Encoding.UTF8.GetString);

        await Fuzz.BytesAsync(new FuzzInputs(texts, [.. FuzzInputs.JsonWords, .. s_names.Select(name => $"\"{name}\"")]), (bytes, random) =>
        {
            var other = fixtures[random.Next(fixtures.Count)];
            AssertRead(swapped ? bytes : other.Request, swapped ? other.Response : bytes);
            return Task.CompletedTask;
        });
    }

    [TestCase("[")]
    [TestCase("{\"messages\":")]
    public void Deeply_nested_bodies_are_reported(string opening)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, 100_000)));

        AssertRead(bytes, bytes);
    }

    private static void AssertRead(byte[] request, byte[] response)
    {
        var (requestCopy, responseCopy) = (request.ToArray(), response.ToArray());

        var conversation = ConversationReader.Read(request, response);

        bool IsReported(string name) => conversation.Unrecognized.Any(part => part.Path.StartsWith(name, StringComparison.Ordinal));
        Assert.That(conversation.RawRequest.ToArray(), Is.EqualTo(requestCopy));
        Assert.That(conversation.RawResponse.ToArray(), Is.EqualTo(responseCopy));
        Assert.That(request.Length == 0 || conversation.Messages.Count > 0 || IsReported("request"), "The request is lost.");
        Assert.That(response.Length == 0 || conversation.Response is not null || conversation.Error is not null || IsReported("response"), "The response is lost.");
        Assert.That(ConversationText.Write(conversation), Is.Not.Null);
    }

    private static Gen<string> Value(int depth) => depth == 0 ? Leaf : Gen.Frequency(
        (2, Leaf),
        (2, Value(depth - 1).ListOf().Select(items => $"[{string.Join(',', items.Take(4))}]")),
        (5, Gen.Elements(s_names).Zip(Value(depth - 1)).ListOf().Select(members => $"{{{string.Join(',', members.Take(8).Select(member => $"{JsonSerializer.Serialize(member.Item1)}:{member.Item2}"))}}}")));

    private static Gen<string> Leaf => Gen.OneOf(
        Gen.Elements(s_texts).Select(text => JsonSerializer.Serialize(text)),
        Gen.Elements("null", "true", "false", "0", "-1", "1e400", "12.5", "99999999999999999999", "\"\\ud800\"", "[]", "{}"));
}
