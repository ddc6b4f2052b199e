namespace GatewayLogs.Tests;

/// <summary>
/// Key pairs that openssl generates, and lines that Node.js and openssl encrypt, in a folder: private.pem (PKCS#8), pkcs1.pem,
/// protected.pem (encrypted PKCS#8), other.pem, encrypted.ndjson and expected.ndjson.
/// </summary>
internal static class LogpushSample
{
    public const string Passphrase = "correct horse";

    public static async Task CreateAsync(string folder, int lines, int seed = 1, int bits = 2048)
    {
        if ((await ToolRun.StartAsync("sh", folder, ["-c", "command -v openssl && command -v node"])).ExitCode != 0)
        {
            Assert.Ignore("openssl or Node.js is not installed. Install the Debian packages openssl and nodejs.");
        }

        await ToolRun.SucceedAsync("sh", folder, "-ec", $"""
            openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:{bits} -out private.pem
            openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out other.pem
            openssl pkey -in private.pem -pubout -out public.pem
            openssl rsa -in private.pem -traditional -out pkcs1.pem
            openssl pkcs8 -topk8 -in private.pem -out protected.pem -passout 'pass:{Passphrase}'
            node '{Repository.GetPath("tests/GatewayLogs.Cli.Tests/Decrypting/logpush.mjs")}' public.pem {lines} {seed}
            """);
    }
}
