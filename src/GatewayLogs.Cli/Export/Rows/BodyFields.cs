using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Export.Rows;

/// <summary>
/// The fields of a body: its state, its media type, the SHA-256 of its bytes, and the bytes as text if they are UTF-8, otherwise as base64.
/// </summary>
internal static class BodyFields
{
    private static readonly string[] s_suffixes = ["_state", "_content_type", "_sha256", "", "_base64"];

    /// <summary>Gets the fields of both bodies, which a row of an export can have in addition to those of its log.</summary>
    public static IReadOnlyList<LogColumn> Columns { get; } =
        [.. GetNames(ExportBodies.Request | ExportBodies.Response).Select(name => new LogColumn(name, FieldKind.Text, _ => null))];

    public static IEnumerable<string> GetNames(ExportBodies bodies) =>
        from side in (ExportBodies[])[ExportBodies.Request, ExportBodies.Response]
        where bodies.HasFlag(side)
        from suffix in s_suffixes
        select (side == ExportBodies.Request ? "request_body" : "response_body") + suffix;
}
