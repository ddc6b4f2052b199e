using System.Text.Json;
using Microsoft.Extensions.AI;

namespace GatewayLogs.Cli.Chat;

/// <summary>Writes numbers of tokens in the form of OpenAI's chat completions.</summary>
internal static class ChatUsage
{
    /// <summary>Writes what the response reports; where it reports nothing, what the gateway counted for the log.</summary>
    public static void Write(Utf8JsonWriter json, UsageDetails? usage, GatewayLog log)
    {
        var (input, output) = (usage?.InputTokenCount ?? log.TokensIn, usage?.OutputTokenCount ?? log.TokensOut);
        if ((input ?? output) is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        Write(json, "prompt_tokens", input);
        Write(json, "completion_tokens", output);
        Write(json, "total_tokens", usage?.TotalTokenCount ?? input + output);
        WriteDetail(json, "prompt_tokens_details", "cached_tokens", usage?.CachedInputTokenCount);
        WriteDetail(json, "completion_tokens_details", "reasoning_tokens", usage?.ReasoningTokenCount);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, long? count)
    {
        if (count is { } tokens)
        {
            json.WriteNumber(name, tokens);
        }
    }

    private static void WriteDetail(Utf8JsonWriter json, string name, string member, long? count)
    {
        if (count is not null)
        {
            json.WriteStartObject(name);
            Write(json, member, count);
            json.WriteEndObject();
        }
    }
}
