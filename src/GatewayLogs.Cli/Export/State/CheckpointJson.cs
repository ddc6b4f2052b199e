using System.Text.Json.Serialization;

namespace GatewayLogs.Cli.Export.State;

/// <summary>Reads and writes checkpoints without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Checkpoint))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
