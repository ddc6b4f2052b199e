using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>Thrown when the gateway, its logs or the token do not allow the check of an assumption.</summary>
/// <param name="reason">The reason, as a sentence.</param>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Every exception has a reason.")]
internal sealed class NotTestableException(string reason) : Exception(reason);
