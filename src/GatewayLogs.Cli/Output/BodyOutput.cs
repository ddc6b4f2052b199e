using System.Text;

namespace GatewayLogs.Cli.Output;

/// <summary>Writes a stored body: unchanged to a pipe or file, and with control characters replaced to a terminal.</summary>
internal static class BodyOutput
{
    public static async Task WriteAsync(GatewayLogBody body, CancellationToken cancellationToken)
    {
        var bytes = await body.ReadAsBytesAsync(cancellationToken);
        if (!Console.IsOutputRedirected)
        {
            bytes = Encoding.UTF8.GetBytes(TerminalText.NeutralizeLines(Encoding.UTF8.GetString(bytes.Span)) + "\n");
        }

        await StandardOutput.WriteAsync(bytes, cancellationToken);
    }
}
