using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Json;

/// <summary>How answers are read, tolerantly and with nothing of a value lost, and how requests are written; without reflection.</summary>
internal static class WireJson
{
    /// <summary>Reads a whole answer in one pass.</summary>
    /// <param name="bytes">The answer.</param>
    /// <param name="keepsBytes">Whether the logs of a list keep their part of it.</param>
    /// <param name="value">What was read; null for the answer <c>null</c>.</param>
    /// <param name="position">Where reading failed. The parser's exception is not passed on: its message quotes the body.</param>
    public static bool TryRead<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        ReadOnlyMemory<byte> bytes, bool keepsBytes, out T? value, [NotNullWhen(false)] out string? position)
    {
        try
        {
            value = WireReader.Read<T>(bytes, keepsBytes);
            position = null;
            return true;
        }
        catch (System.Text.Json.JsonException exception)
        {
            value = default;
            position = string.Create(CultureInfo.InvariantCulture, $"line {exception.LineNumber + 1}, position {exception.BytePositionInLine + 1}");
            return false;
        }
    }

    /// <summary>Reads a part of an answer that may be anything; null when it is no such model.</summary>
    public static T? TryRead<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(JToken? token)
        where T : class =>
        token is JObject && TryRead<T>(Encoding.UTF8.GetBytes(token.ToString(Formatting.None)), keepsBytes: false, out var value, out _) ? value : null;

    /// <summary>Writes the body of a request.</summary>
    public static string Write(GatewayLogUpdate update)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new JsonTextWriter(text))
        {
            GatewayLogUpdateConverter.Write(writer, update);
        }

        return text.ToString();
    }
}
