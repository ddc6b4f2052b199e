using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace GatewayLogs.Cli.Decrypting;

/// <summary>The RSA private key of a gateway. It decrypts the AES keys with which Logpush encrypts the fields of a log.</summary>
internal sealed class LogpushKey : IDisposable
{
    /// <summary>How many AES keys are kept. Decrypting one takes milliseconds, and all fields of a log can have the same one.</summary>
    private const int MaxKept = 1000;

    private readonly ConcurrentDictionary<string, byte[]> _aesKeys = [];

    /// <summary>One instance per thread, because instances do not support concurrent calls.</summary>
    private readonly ThreadLocal<RSA> _rsa;

    private LogpushKey(RSAParameters parameters) => _rsa = new ThreadLocal<RSA>(() => RSA.Create(parameters));

    /// <summary>Reads a key in PEM form: PKCS#1, PKCS#8 or encrypted PKCS#8.</summary>
    /// <exception cref="FormatException">
    /// It is not an RSA private key, or the passphrase is wrong; the message contains no part of the key or the passphrase.
    /// </exception>
    public static async Task<LogpushKey> ReadAsync(string path, CancellationToken cancellationToken)
    {
        string? passphrase = null;
        using var rsa = RSA.Create();
        try
        {
            var pem = await File.ReadAllTextAsync(path, cancellationToken);
            if (pem.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal))
            {
                passphrase = await Passphrase.ReadAsync(path, cancellationToken);
                rsa.ImportFromEncryptedPem(pem, passphrase);
            }
            else
            {
                rsa.ImportFromPem(pem);
            }

            return new LogpushKey(rsa.ExportParameters(includePrivateParameters: true));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"--key: {exception.Message} Specify a PEM file that the current user can read.");
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new FormatException(passphrase is null
                ? $"--key: {path} is not an RSA private key in PEM form. Convert it with: openssl pkcs8 -topk8 -in '{path}' -out private.pem"
                : $"--key: {path} cannot be decrypted with this passphrase, or is not an RSA private key. Set or type the passphrase again.");
        }
    }

    /// <summary>Decrypts an AES key.</summary>
    /// <exception cref="CryptographicException">It was encrypted with another public key, or is damaged.</exception>
    public byte[] Decrypt(byte[] encrypted)
    {
        if (_aesKeys.Count >= MaxKept)
        {
            _aesKeys.Clear();
        }

        return _aesKeys.GetOrAdd(Convert.ToBase64String(encrypted), _ => _rsa.Value!.Decrypt(encrypted, RSAEncryptionPadding.OaepSHA256));
    }

    public void Dispose() => _rsa.Dispose();
}
