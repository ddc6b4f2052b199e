using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs;

/// <summary>
/// The form that the generated client calls for a status that the document describes. <see cref="GatewayLogsClient"/> has thrown before:
/// it reads failures itself, since they need not be what the document says.
/// </summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "The generated code alone creates it.")]
internal sealed class GatewayLogsException<TResult>(
    string message,
    int statusCode,
    string? responseText,
    IReadOnlyDictionary<string, IEnumerable<string>> headers,
    TResult result,
    Exception? innerException) : GatewayLogsException(message, statusCode, responseText, headers, innerException)
{
    public TResult Result { get; } = result;
}
