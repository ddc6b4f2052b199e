using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Decrypting;

/// <summary>
/// One line, whose encrypted fields are replaced. All other bytes are copied. Instances are reused, so that their buffers are, too.
/// </summary>
/// <remarks>
/// A field that contains a JSON object or array is replaced by that JSON, byte for byte, except that line breaks become spaces. Other text,
/// such as server-sent events, becomes a JSON string, and bytes that are not UTF-8 become {"type":"base64","data":"…"}.
/// </remarks>
internal sealed class LogpushLine
{
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 1000 };

    /// <summary>Gets the line without its line break.</summary>
    public ArrayBufferWriter<byte> Input { get; } = new();

    /// <summary>Gets the decrypted line with a line break; nothing for a blank line.</summary>
    public ArrayBufferWriter<byte> Output { get; } = new();

    /// <summary>Gets the reason why the line cannot be decrypted, without any part of its content.</summary>
    public string? Failure { get; private set; }

    /// <summary>Decrypts <see cref="Input"/>, and sets <see cref="Output"/> or <see cref="Failure"/>.</summary>
    public void Decrypt(LogpushKey key)
    {
        Output.ResetWrittenCount();
        Failure = null;
        try
        {
            if (Input.WrittenCount > LogpushFile.MaxLineLength)
            {
                throw new FormatException(
                    $"The line is longer than {LogpushFile.MaxLineLength >> 20} MiB. Expected lines of Logpush, which exports at most 1 MB per log.");
            }

            if (!Input.WrittenSpan.Trim(" \t\r"u8).IsEmpty)
            {
                ReplaceFields(key);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: the name of a member is not valid UTF-8.
            Failure = "The line is cut, or is not a JSON object. Expected a line of the dataset ai_gateway_events. Download the file again.";
        }
        catch (FormatException exception)
        {
            Failure = exception.Message;
        }
    }

    private void ReplaceFields(LogpushKey key)
    {
        var line = Input.WrittenSpan;
        var copied = 0;
        var reader = new Utf8JsonReader(line, s_options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (name is "Metadata" or "RequestBody" or "ResponseBody" && EncryptedField.Read(name, ref reader) is { } field)
            {
                Output.Write(line[copied..start]);
                WriteValue(field.Decrypt(key));
                copied = (int)reader.BytesConsumed;
            }

            reader.Skip();
        }

        reader.Read(); // Throws if anything follows the object.
        Output.Write(line[copied..]);
        Output.Write("\n"u8);
    }

    private void WriteValue(ReadOnlySpan<byte> plaintext)
    {
        var isText = Utf8.IsValid(plaintext);
        if (isText && IsObjectOrArray(plaintext))
        {
            // In valid JSON, line breaks are only between tokens.
            var copy = Output.GetSpan(plaintext.Length)[..plaintext.Length];
            plaintext.Replace(copy, (byte)'\n', (byte)' ');
            copy.Replace((byte)'\r', (byte)' ');
            Output.Advance(copy.Length);
            return;
        }

        using var json = new Utf8JsonWriter(Output, LogJson.Options);
        if (isText)
        {
            json.WriteStringValue(plaintext);
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "base64"u8);
        json.WriteBase64String("data"u8, plaintext);
        json.WriteEndObject();
    }

    /// <summary>Returns whether a text is a single JSON object or array. JSON Lines and server-sent events are not.</summary>
    private static bool IsObjectOrArray(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, s_options);
            if (!reader.Read() || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                return false;
            }

            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
