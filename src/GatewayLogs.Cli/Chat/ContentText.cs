using System.Globalization;
using Microsoft.Extensions.AI;

namespace GatewayLogs.Cli.Chat;

/// <summary>Writes a content of a message as text. Images, sounds and files are references.</summary>
internal static class ContentText
{
    public static string Write(AIContent content) => content switch
    {
        TextReasoningContent { Text: "" } => "[reasoning, encrypted]",
        TextReasoningContent reasoning => $"[reasoning] {reasoning.Text}",
        FunctionCallContent call => $"[call of {call.Name}{Id(call.CallId, call.Name)}] {ToolText.GetArguments(call, text => text)}",
        FunctionResultContent result => $"[result{Id(result.CallId, "")}] {string.Join('\n', ToolText.GetContents(result).Select(Write))}",
        DataContent data => string.Create(
            CultureInfo.InvariantCulture, $"[{data.MediaType}, {data.Data.Length:N0} bytes{(data.Name is { } name ? $", {name}" : "")}]"),
        UriContent uri => $"[{uri.MediaType}, {uri.Uri.OriginalString}]",
        HostedFileContent file => $"[file {file.FileId}]",
        ErrorContent error => $"[{error.ErrorCode?.ToLowerInvariant()}] {error.Message}",
        _ => content.ToString() ?? "",
    };

    /// <summary>Returns the id of a call, unless it is missing or the name.</summary>
    private static string Id(string id, string name) => id.Length == 0 || id == name ? "" : $", {id}";
}
