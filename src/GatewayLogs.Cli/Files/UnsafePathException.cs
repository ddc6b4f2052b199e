using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs.Cli.Files;

/// <summary>A file or folder that is not written to, because another user could read or change what is written, or chose where it ends up.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Only PrivateFile throws it.")]
internal sealed class UnsafePathException(string message) : IOException(message);
