using System.Text;
using GatewayLogs.Cli.Export;

namespace GatewayLogs.Cli.Failures;

/// <summary>The normalized error message of a failed call, or why there is none.</summary>
/// <param name="Text">The message; null if there is none.</param>
/// <param name="MissingReason">Why there is no message; null if there is one.</param>
internal sealed record FailureMessage(string? Text, string? MissingReason)
{
    /// <summary>The number of bytes of an exported response that are searched. The service returns fewer in the detail of a log.</summary>
    private const int MaxHead = 1 << 14;

    private static readonly FailureMessage s_empty = Missing("the response is empty");

    private static readonly FailureMessage s_notStored = Missing("no response is stored");

    /// <summary>Creates a message that is missing.</summary>
    public static FailureMessage Missing(string reason) => new(null, reason);

    /// <summary>
    /// Reads the message from the beginning of the response, which the detail of a log contains, so that it takes no other request.
    /// </summary>
    public static FailureMessage Read(GatewayLog log) => log is not GatewayLogDetail detail ? Missing("the detail of the log could not be read") : detail switch
    {
        { ResponseHead: { Length: > 0 } head } => Find(head),
        { ResponseSize: > 0 } => Missing("the service returned no part of the response; the token may lack AI Gateway Read"),
        { ResponseHead: not null } => s_empty,
        _ => s_notStored,
    };

    /// <summary>Reads the message from the beginning of an exported response.</summary>
    public static FailureMessage Read(ExportBody? response) => response switch
    {
        { State: ExportBody.Stored, Bytes.IsEmpty: true } => s_empty,
        { State: ExportBody.Stored } => Find(Encoding.UTF8.GetString(response.Bytes.Span[..Math.Min(response.Bytes.Length, MaxHead)])),
        { State: ExportBody.NotStored } => s_notStored,
        null => Missing("the export has no responses; export with --with-bodies response"),
        _ => Missing($"no response was exported: {ExportBody.DescribeMissing(response)!.TrimEnd('.')}"),
    };

    /// <summary>Returns the message, or the reason in parentheses.</summary>
    public override string ToString() => Text ?? $"({MissingReason})";

    private static FailureMessage Find(string head) => ErrorText.Find(head) is { } text
        ? new(NormalizedText.Normalize(text), null)
        : Missing("the response has no error message");
}
