using System.Security.Cryptography;
using System.Text.Json;

namespace GatewayLogs.Cli.Decrypting;

/// <summary>A field of the form {"type":"encrypted","key":"…","iv":"…","data":"…"}. The texts are base64.</summary>
/// <param name="Name">The name of the field, for messages.</param>
/// <param name="Key">The AES key, encrypted with RSA-OAEP and SHA-256.</param>
/// <param name="Iv">The nonce of AES-GCM.</param>
/// <param name="Data">The ciphertext, followed by the authentication tag.</param>
internal sealed record EncryptedField(string Name, byte[] Key, byte[] Iv, byte[] Data)
{
    private const int NonceSize = 12;

    private const int TagSize = 16;

    /// <summary>Reads a value up to its end. Returns null if it is not encrypted.</summary>
    /// <exception cref="FormatException">A member is missing, or is not base64.</exception>
    public static EncryptedField? Read(string field, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        Utf8JsonReader key = default, iv = default, data = default;
        var isEncrypted = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "type":
                    isEncrypted = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("encrypted"u8);
                    break;
                case "key":
                    key = reader;
                    break;
                case "iv":
                    iv = reader;
                    break;
                case "data":
                    data = reader;
                    break;
            }

            reader.Skip();
        }

        return isEncrypted ? new EncryptedField(field, Decode(nameof(key), key), Decode(nameof(iv), iv), Decode(nameof(data), data)) : null;

        byte[] Decode(string name, Utf8JsonReader member) =>
            member.TokenType == JsonTokenType.String && member.TryGetBytesFromBase64(out var bytes)
                ? bytes
                : throw Damaged($"The {name} of {field} is missing or is not base64.");
    }

    /// <summary>Decrypts the data in place.</summary>
    /// <exception cref="FormatException">The private key is not the one of the gateway, or the field is damaged.</exception>
    public ReadOnlySpan<byte> Decrypt(LogpushKey key)
    {
        if (Iv.Length != NonceSize || Data.Length < TagSize)
        {
            throw Damaged($"The iv or the data of {Name} is not as long as expected: {NonceSize} bytes, and at least {TagSize}.");
        }

        using var aes = CreateAes(key);
        var (text, tag) = (Data.AsMemory(..^TagSize), Data.AsMemory(^TagSize..));
        try
        {
            aes.Decrypt(Iv, text.Span, tag.Span, text.Span);
            return text.Span;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Damaged($"The data of {Name} does not match its authentication tag.");
        }
    }

    private static FormatException Damaged(string what) => new($"{what} The line is damaged. Download the file again.");

    private AesGcm CreateAes(LogpushKey key)
    {
        try
        {
            return new AesGcm(key.Decrypt(Key), TagSize);
        }
        catch (CryptographicException)
        {
            throw new FormatException(
                $"The key of {Name} is damaged, or was encrypted for another private key. Specify the key of the gateway with --key.");
        }
    }
}
