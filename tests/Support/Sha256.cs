using System.Security.Cryptography;
using System.Text;

namespace GatewayLogs.Tests;

/// <summary>Computes SHA-256 in hexadecimal, as in ledgers.</summary>
internal static class Sha256
{
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));
}
