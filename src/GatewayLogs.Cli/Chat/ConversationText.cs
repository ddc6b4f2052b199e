using System.Text;
using GatewayLogs.Cli.Output;
using Microsoft.Extensions.AI;

namespace GatewayLogs.Cli.Chat;

/// <summary>Writes a conversation as text: a heading for each role with indented contents, and a line about the call.</summary>
/// <param name="zone">The time zone of times.</param>
/// <param name="width">The width of the terminal; null for a pipe, to which texts are written unchanged.</param>
/// <param name="isBold">Whether headings are bold.</param>
internal sealed class ConversationText(TimeZoneInfo zone, int? width, bool isBold)
{
    private const string Indent = "  ";

    private const int MinWidth = 20;

    private readonly StringBuilder _text = new();

    public string Write(LogConversation shown)
    {
        var conversation = shown.Conversation;
        if (conversation.Tools.Count > 0)
        {
            WriteSection("tools", [string.Join(", ", conversation.Tools.Select(tool => tool.Name))]);
        }

        WriteMessages(conversation.Messages, "");
        WriteMessages(conversation.Response?.Messages ?? [], " (response)");
        if (conversation.Error is { } error)
        {
            WriteSection("error", new[] { error.Type, error.Code, error.Message }.OfType<string>());
        }

        if (conversation.Unrecognized.Count > 0)
        {
            WriteSection("not recognized", conversation.Unrecognized.Select(part => $"{part.Path}: {part.Reason}"));
        }

        WriteLine(CallText.Write(shown.Log, conversation.Response, zone), "");
        return _text.ToString();
    }

    private void WriteMessages(IEnumerable<ChatMessage> messages, string suffix)
    {
        foreach (var message in messages)
        {
            var name = message.AuthorName is { } author ? $"{message.Role} {author}" : message.Role.Value;
            WriteSection(name + suffix, message.Contents.Select(ContentText.Write));
        }
    }

    private void WriteSection(string heading, IEnumerable<string> texts)
    {
        var shown = width is null ? heading : TerminalText.Neutralize(heading);
        _text.Append(isBold ? $"\u001b[1m{shown}\u001b[0m" : shown).Append('\n');
        foreach (var line in texts.SelectMany(text => text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n')))
        {
            WriteLine(line, Indent);
        }

        _text.Append('\n');
    }

    private void WriteLine(string line, string indent)
    {
        var parts = width is { } columns
            ? WrappedText.Wrap(TerminalText.Neutralize(line.Replace("\t", "    ", StringComparison.Ordinal)), Math.Max(columns, MinWidth) - indent.Length)
            : [line];
        foreach (var part in parts)
        {
            _text.Append(part.Length == 0 ? "" : indent + part).Append('\n');
        }
    }
}
