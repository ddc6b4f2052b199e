using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs;

/// <summary>
/// The type that the generated client throws for statuses described in the OpenAPI document. It is never thrown in practice:
/// <see cref="GatewayLogsClient"/> handles error responses before, because they can differ from the document.
/// </summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Only generated code creates it.")]
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
