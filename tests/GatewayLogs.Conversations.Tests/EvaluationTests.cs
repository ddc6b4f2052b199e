using GatewayLogs.Conversations;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace GatewayLogs.Tests;

/// <summary>Logs become the input of an evaluator of Microsoft.Extensions.AI.Evaluation.</summary>
public class EvaluationTests
{
    [TestCase("openai-chat-stream-assembled", true)]
    [TestCase("anthropic-stream-thinking-tool", true)]
    [TestCase("gemini-tool-result", true)]
    [TestCase("bedrock-tool", true)]
    [TestCase("openai-chat-refusal", false)]
    [TestCase("gemini-safety", false)]
    public async Task An_evaluator_rates_the_response_of_a_log(string name, bool expected)
    {
        var fixture = Fixture.Read(name);
        var conversation = ConversationReader.Read(fixture.Request, fixture.Response);

        var result = await new HelpfulnessEvaluator().EvaluateAsync(conversation.Messages, conversation.Response!);

        var metric = result.Get<BooleanMetric>("Helpful");
        Assert.That(metric.Value, Is.EqualTo(expected));
        Assert.That(metric.Interpretation!.Failed, Is.EqualTo(!expected));
    }

    /// <summary>Rates responses to the last message of the user without a model: a response with a text or a tool call is helpful.</summary>
    private sealed class HelpfulnessEvaluator : IEvaluator
    {
        public IReadOnlyCollection<string> EvaluationMetricNames => ["Helpful"];

        public ValueTask<EvaluationResult> EvaluateAsync(
            IEnumerable<ChatMessage> messages,
            ChatResponse modelResponse,
            ChatConfiguration? chatConfiguration = null,
            IEnumerable<EvaluationContext>? additionalContext = null,
            CancellationToken cancellationToken = default)
        {
            var isRequested = messages.Last().Role != ChatRole.Assistant;
            var contents = modelResponse.Messages.SelectMany(message => message.Contents);
            var isHelpful = isRequested && contents.Any(content => content is TextContent { Text.Length: > 0 } or FunctionCallContent);
            var metric = new BooleanMetric("Helpful", isHelpful)
            {
                Interpretation = new EvaluationMetricInterpretation(isHelpful ? EvaluationRating.Good : EvaluationRating.Unacceptable, failed: !isHelpful),
            };
            return new ValueTask<EvaluationResult>(new EvaluationResult(metric));
        }
    }
}
