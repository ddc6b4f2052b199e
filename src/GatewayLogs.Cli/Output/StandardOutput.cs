namespace GatewayLogs.Cli.Output;

/// <summary>Writes bytes to standard output, and tells a pipe that its reader closed from other failures.</summary>
internal static class StandardOutput
{
    private static readonly Lazy<Stream> s_stream = new(Console.OpenStandardOutput);

    public static async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await s_stream.Value.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new OutputClosedException(exception);
        }
    }
}
