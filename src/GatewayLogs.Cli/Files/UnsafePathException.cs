using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs.Cli.Files;

/// <summary>
/// Thrown for a path that is not written to, because another user could read or modify the contents, or redirect the write.
/// </summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Only PrivateFile throws it.")]
internal sealed class UnsafePathException(string message) : IOException(message);
