namespace GatewayLogs.Cli.Stats.Html;

/// <summary>One line or one colour of a chart: a name, and a value for each place on the axis; null where there is none.</summary>
internal sealed record Series(string Name, IReadOnlyList<double?> Values);
