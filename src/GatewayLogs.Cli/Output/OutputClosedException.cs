using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs.Cli.Output;

/// <summary>Thrown when the reader of the output has closed it.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Only StandardOutput throws it.")]
internal sealed class OutputClosedException(IOException cause) : Exception("The reader of the output closed it.", cause)
{
    private const int BrokenPipe = 32;

    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);

    private const int WindowsNoData = unchecked((int)0x800700E8);

    /// <summary>Gets whether a write failed because the reader closed the pipe, and not because of a full disk or a lost connection.</summary>
    public static bool IsCause(IOException exception) => exception.HResult is BrokenPipe or WindowsBrokenPipe or WindowsNoData;
}
