using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs.Cli.Commands;

/// <summary>A command cannot do what it was asked to; its message says what happened, why, and what to do.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "A failure without an exit code says nothing to a script.")]
internal sealed class CommandFailedException(string message, int exitCode) : Exception(message)
{
    public int ExitCode => exitCode;
}
