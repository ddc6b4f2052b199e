using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs.Cli.Commands;

/// <summary>Thrown when a command cannot complete; the message states what happened, why, and what to do.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Every failure has an exit code.")]
internal sealed class CommandFailedException(string message, int exitCode) : Exception(message)
{
    public int ExitCode => exitCode;
}
