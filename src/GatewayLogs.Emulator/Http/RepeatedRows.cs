namespace GatewayLogs.Emulator.Http;

/// <summary>Set on a list whose page is to begin with rows of the page before it.</summary>
/// <param name="Count">How many.</param>
internal sealed record RepeatedRows(int Count);
