namespace GatewayLogs.Emulator.Http;

/// <summary>A request feature: the page of a list begins with rows of the previous page.</summary>
/// <param name="Count">The number of duplicated rows.</param>
internal sealed record RepeatedRows(int Count);
