using System.Text;
using GatewayLogs.Cli.Files;

namespace GatewayLogs.Cli.Output;

/// <summary>Writes a stored body: unchanged to a pipe or file, and with control characters replaced to a terminal.</summary>
internal static class BodyOutput
{
    /// <summary>Writes a body to a new file; null for standard output.</summary>
    public static async Task WriteAsync(GatewayLogBody body, string? path, CancellationToken cancellationToken)
    {
        var bytes = await body.ReadAsBytesAsync(cancellationToken);
        if (path is not null)
        {
            await PrivateFile.CreateAsync(path, async file => await file.WriteAsync(bytes, cancellationToken));
            return;
        }

        if (!Console.IsOutputRedirected)
        {
            bytes = Encoding.UTF8.GetBytes(TerminalText.NeutralizeLines(Encoding.UTF8.GetString(bytes.Span)) + "\n");
        }

        await StandardOutput.WriteAsync(bytes, cancellationToken);
    }
}
