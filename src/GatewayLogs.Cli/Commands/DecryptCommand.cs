using System.CommandLine;
using System.Text;
using GatewayLogs.Cli.Decrypting;
using GatewayLogs.Cli.Files;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs decrypt</c>, which decrypts the logs that Cloudflare Logpush exports.</summary>
internal static class DecryptCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("FILE")
        {
            Description = "Files of Logpush, compressed with gzip or not. Of a folder, all regular files are read, also in subfolders, " +
                "except those with a leading dot. Standard input is read without a file, or for -.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var key = new Option<string>("--key")
        {
            Description =
                $"The RSA private key of the gateway, in PEM form. Its passphrase is read from {Passphrase.Variable}, or from the terminal.",
            Required = true,
            HelpName = "FILE",
        };
        var output = new Option<string?>("--out")
        {
            Description = "Writes to this file, which only its owner can read, instead of standard output. An existing file is replaced at the end.",
            HelpName = "FILE",
        };
        var command = new Command(
            "decrypt",
            "Decrypts logs that Cloudflare Logpush exported. Reads lines of the dataset ai_gateway_events, from Legacy Logs and from Workers Observability. " +
            "Metadata, RequestBody and ResponseBody become JSON if they contain an object or an array, otherwise text. " +
            "Lines that cannot be decrypted are reported and skipped. The exit code is then 3.")
        {
            paths, key, output,
        };
        command.SetAction((result, cancellationToken) => CommandRunner.GuardAsync(
            () => RunAsync(result.GetRequiredValue(paths), result.GetRequiredValue(key), result.GetValue(output), cancellationToken),
            cancellationToken));
        return command.WithExamples(
            "gwlogs decrypt logs --key private.pem --out plain.ndjson",
            "gwlogs decrypt --key private.pem < 20261127.log.gz | head -n 5");
    }

    private static async Task<int> RunAsync(string[] paths, string keyPath, string? output, CancellationToken cancellationToken)
    {
        if (paths is [] && !Console.IsInputRedirected)
        {
            throw new FormatException(
                "decrypt requires files or folders, or data on standard input, as in: gwlogs decrypt --key private.pem < 20261127.log.gz");
        }

        LogpushPaths.Check(paths, output);
        RequirePrivateOutput(output);
        using var key = await LogpushKey.ReadAsync(keyPath, cancellationToken);
        var files = LogpushPaths.Enumerate(paths);
        if (output is null)
        {
            return await new DecryptRun(key, WriteAsync).RunAsync(files, cancellationToken);
        }

        var exitCode = ExitCodes.Failure;
        await PrivateFile.ReplaceAsync(output, async file => exitCode = await new DecryptRun(key, file.WriteAsync).RunAsync(files, cancellationToken));
        return exitCode;
    }

    /// <summary>Writes to standard output. Control characters are replaced on a terminal.</summary>
    private static ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        var output = Console.IsOutputRedirected ? lines : Encoding.UTF8.GetBytes(TerminalText.NeutralizeLines(Encoding.UTF8.GetString(lines.Span)));
        return StandardOutput.WriteAsync(output, cancellationToken);
    }

    private static void RequirePrivateOutput(string? output)
    {
        if (output is not null)
        {
            PrivateFile.RequireSafe(output);
        }
        else if (PrivateFile.IsOutputShared)
        {
            throw new FormatException(
                "Standard output is a file that other users can access. Use --out FILE, or run first: umask 077. Nothing was written.");
        }
    }
}
