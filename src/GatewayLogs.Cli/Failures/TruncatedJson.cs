using System.Text.Json;

namespace GatewayLogs.Cli.Failures;

/// <summary>Completes JSON whose end may be missing.</summary>
internal static class TruncatedJson
{
    /// <summary>What may have to follow before the closing brackets: the end of a string, or what is missing of a member.</summary>
    private static readonly string[] s_endings = ["", "\"", "\":null", ":null", "null", "\"\":null"];

    /// <summary>The characters of true, false, null and numbers.</summary>
    private static readonly char[] s_literals = [.. "aeflnrstuE+-.0123456789"];

    /// <summary>Returns the JSON; null if the text is not the beginning of JSON.</summary>
    public static string? Complete(string text)
    {
        var (start, brackets) = GetOpenBrackets(text);
        return s_endings.Select(ending => $"{start}{ending}{brackets}").FirstOrDefault(IsJson);
    }

    /// <summary>
    /// Returns the text without an incomplete escape sequence, literal or number at its end, and the brackets that close it.
    /// </summary>
    private static (string Text, string Brackets) GetOpenBrackets(string text)
    {
        Stack<char> brackets = new();
        var isString = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when isString:
                    var length = i + 1 < text.Length && text[i + 1] == 'u' ? 6 : 2;
                    if (i + length > text.Length)
                    {
                        return (text[..i], string.Concat(brackets));
                    }

                    i += length - 1;
                    break;
                case '"':
                    isString = !isString;
                    break;
                case '{' or '[' when !isString:
                    brackets.Push(text[i] == '{' ? '}' : ']');
                    break;
                case '}' or ']' when !isString:
                    brackets.TryPop(out _);
                    break;
            }
        }

        return (isString ? text : text.TrimEnd(s_literals), string.Concat(brackets));
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
