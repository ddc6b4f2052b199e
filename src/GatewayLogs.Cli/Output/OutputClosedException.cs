using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs.Cli.Output;

/// <summary>Thrown when the reader of the output has closed it.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Only StandardOutput throws it.")]
internal sealed class OutputClosedException(IOException cause) : Exception("The reader of the output closed it.", cause);
