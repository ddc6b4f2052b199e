using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>Reads numbers of tokens as the provider reports them, under any of the providers' names.</summary>
internal static class TokenUsage
{
    /// <summary>Returns the usage, with numbers of an earlier event of the same stream where this one has none.</summary>
    public static UsageDetails? Read(Node usage, UsageDetails? earlier)
    {
        if (!usage.IsObject)
        {
            return earlier;
        }

        // Cohere has the numbers one level deeper.
        var tokens = usage["tokens", "billed_units"] is { IsObject: true } deeper ? deeper : usage;
        var input = tokens["prompt_tokens_details", "input_tokens_details"];
        var output = tokens["completion_tokens_details", "output_tokens_details"];
        return new UsageDetails
        {
            InputTokenCount = tokens["prompt_tokens", "input_tokens", "promptTokenCount", "inputTokens"].Number ?? earlier?.InputTokenCount,
            OutputTokenCount = tokens["completion_tokens", "output_tokens", "candidatesTokenCount", "outputTokens"].Number ?? earlier?.OutputTokenCount,
            TotalTokenCount = tokens["total_tokens", "totalTokenCount", "totalTokens"].Number ?? earlier?.TotalTokenCount,
            CachedInputTokenCount = input["cached_tokens"].Number
                ?? tokens["cache_read_input_tokens", "prompt_cache_hit_tokens", "cachedContentTokenCount", "cacheReadInputTokens"].Number
                ?? earlier?.CachedInputTokenCount,
            ReasoningTokenCount = output["reasoning_tokens"].Number
                ?? tokens["thoughtsTokenCount", "reasoning_tokens"].Number
                ?? earlier?.ReasoningTokenCount,
        };
    }
}
