namespace GatewayLogs.Emulator;

/// <summary>What a ledger comes to.</summary>
/// <param name="Sha256">The SHA-256 of the ids and hashes of all entries, in the order they came in; in hexadecimal.</param>
/// <param name="Logs">How many logs there ever were.</param>
/// <param name="Deleted">How many of them were deleted.</param>
public sealed record LedgerDigest(string Sha256, long Logs, long Deleted);
