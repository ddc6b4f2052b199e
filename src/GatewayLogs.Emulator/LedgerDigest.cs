namespace GatewayLogs.Emulator;

/// <summary>A digest of a ledger.</summary>
/// <param name="Sha256">The SHA-256 of the ids and hashes of all entries in insertion order, in hexadecimal.</param>
/// <param name="Logs">The number of logs that were ever added.</param>
/// <param name="Deleted">The number of logs that were deleted.</param>
public sealed record LedgerDigest(string Sha256, long Logs, long Deleted);
