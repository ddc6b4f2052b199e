using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs.Cli.Output;

/// <summary>Nobody reads the output any more.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "StandardOutput alone creates it.")]
internal sealed class OutputClosedException(IOException cause) : Exception("The reader of the output has closed it.", cause);
