namespace GatewayLogs.Emulator;

/// <summary>A record of a log that was added to an emulator, with which a test can verify what a client received.</summary>
/// <param name="Id">The log's id.</param>
/// <param name="CreatedAt">When the call was made.</param>
/// <param name="WrittenAt">When the log was added to the emulator.</param>
/// <param name="DeletedAt">When the log was deleted, or null if it exists.</param>
/// <param name="RowSha256">The SHA-256 of the log's row as a list without quirks writes it, after its last patch, in hexadecimal.</param>
/// <param name="RequestSha256">The SHA-256 of the stored request in hexadecimal, or null if it was not stored.</param>
/// <param name="ResponseSha256">The SHA-256 of the stored response in hexadecimal, or null if it was not stored.</param>
public sealed record LedgerEntry(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset WrittenAt,
    DateTimeOffset? DeletedAt,
    string RowSha256,
    string? RequestSha256,
    string? ResponseSha256);
