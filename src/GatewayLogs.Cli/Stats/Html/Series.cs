namespace GatewayLogs.Cli.Stats.Html;

/// <summary>A series of a chart: a name, and one value per step of the time axis; null where there is none.</summary>
internal sealed record Series(string Name, IReadOnlyList<double?> Values);
