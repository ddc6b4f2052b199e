using System.Text;

namespace GatewayLogs.Cli.Decrypting;

/// <summary>The passphrase of a private key, from an environment variable or typed on the terminal.</summary>
internal static class Passphrase
{
    public const string Variable = "GWLOGS_KEY_PASSPHRASE";

    /// <summary>Reads the passphrase. Typed characters are not shown.</summary>
    /// <exception cref="FormatException">The variable is not set, and there is no terminal.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } passphrase)
        {
            return passphrase;
        }

        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            throw new FormatException($"--key: {path} requires a passphrase, and there is no terminal to type it on. Set {Variable}.");
        }

        _ = Console.KeyAvailable; // Turns off the echo of the terminal before the prompt appears.
        await Console.Error.WriteAsync($"Passphrase of {path}: ");
        try
        {
            // A console read cannot be canceled, so it is abandoned; the process ends before its result is used.
            return await Task.Run(ReadKeys, CancellationToken.None).WaitAsync(cancellationToken);
        }
        finally
        {
            await Console.Error.WriteLineAsync();
        }
    }

    private static string ReadKeys()
    {
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        return typed.ToString();
    }
}
