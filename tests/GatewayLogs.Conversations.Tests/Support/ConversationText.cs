using System.Globalization;
using System.Text.Json;
using GatewayLogs.Conversations;
using Microsoft.Extensions.AI;

namespace GatewayLogs.Tests;

/// <summary>Writes a conversation as a compact text, with one line for each content.</summary>
internal static class ConversationText
{
    public static string Write(Conversation conversation)
    {
        List<string> lines =
        [
            .. conversation.Messages.SelectMany(Lines),
            .. conversation.Tools.Select(tool => $"tool {tool.Name}: {tool.Description ?? "-"} {(tool.Schema is { } schema ? Json(schema) : "-")}"),
        ];
        if (conversation.Response is { } response)
        {
            lines.Add($"--- {response.ResponseId ?? "-"}, {response.ModelId ?? "-"}, {response.FinishReason?.Value ?? "-"}, {Usage(response.Usage)}");
            lines.AddRange(response.Messages.SelectMany(Lines));
        }

        if (conversation.Error is { } error)
        {
            lines.Add($"error: type {error.Type ?? "-"}, code {error.Code ?? "-"}, {Escape(error.Message ?? "-")}");
        }

        lines.AddRange(conversation.Unrecognized.Select(part => $"unrecognized {part.Path}: {part.Reason}"));
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static IEnumerable<string> Lines(ChatMessage message) => message.Contents.Select(Line)
        .DefaultIfEmpty("(empty)")
        .Select((line, index) => (index == 0 ? $"{message.Role}{(message.AuthorName is { } name ? $" {name}" : "")}: " : "  ") + line);

    private static string Line(AIContent content) => content switch
    {
        TextContent text => Escape(text.Text),
        TextReasoningContent reasoning => $"reasoning {Escape(reasoning.Text)}{(reasoning.ProtectedData is { } data ? $" [{data}]" : "")}",
        FunctionCallContent call => $"call {call.CallId} {call.Name}({Arguments(call)}){(call.InformationalOnly ? " by the provider" : "")}",
        FunctionResultContent result => $"result {result.CallId} {Result(result.Result)}",
        DataContent data => string.Create(CultureInfo.InvariantCulture, $"data {data.MediaType}, {data.Data.Length} bytes{(data.Name is { } name ? $", {name}" : "")}"),
        UriContent uri => $"reference {uri.MediaType} {uri.Uri}",
        HostedFileContent file => $"file {file.FileId}",
        ErrorContent error => $"{error.ErrorCode} {Escape(error.Message)}",
        _ => content.GetType().Name,
    };

    private static string Arguments(FunctionCallContent call) =>
        call.Arguments is { } arguments ? string.Join(", ", arguments.Select(argument => $"{argument.Key}: {(argument.Value is JsonElement json ? Json(json) : $"{argument.Value}")}")) : $"{call.RawRepresentation}";

    private static string Result(object? result) => result switch
    {
        null => "null",
        string text => Escape(text),
        JsonElement json => Json(json),
        IEnumerable<AIContent> contents => $"[{string.Join(" | ", contents.Select(Line))}]",
        _ => result.GetType().Name,
    };

    private static string Usage(UsageDetails? usage) => usage is null ? "no usage" : string.Create(
        CultureInfo.InvariantCulture,
        $"{usage.InputTokenCount} in, {usage.OutputTokenCount} out, {usage.TotalTokenCount} total, {usage.CachedInputTokenCount} cached, {usage.ReasoningTokenCount} reasoning");

    private static string Json(JsonElement json) => json.GetRawText().ReplaceLineEndings("");

    private static string Escape(string text) => text.Replace("\\", @"\\", StringComparison.Ordinal).ReplaceLineEndings(@"\n");
}
