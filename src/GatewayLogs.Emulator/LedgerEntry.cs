namespace GatewayLogs.Emulator;

/// <summary>What an emulator swears it was once given, for a test to compare with what arrived.</summary>
/// <param name="Id">The log's id.</param>
/// <param name="CreatedAt">When its call was made.</param>
/// <param name="WrittenAt">When the emulator got it.</param>
/// <param name="DeletedAt">When it was deleted; null when it was not.</param>
/// <param name="RowSha256">The SHA-256 of its row as a list without quirks writes it, after its last patch; in hexadecimal.</param>
/// <param name="RequestSha256">The SHA-256 of its stored request; null when none was kept.</param>
/// <param name="ResponseSha256">The SHA-256 of its stored response; null when none was kept.</param>
public sealed record LedgerEntry(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset WrittenAt,
    DateTimeOffset? DeletedAt,
    string RowSha256,
    string? RequestSha256,
    string? ResponseSha256);
