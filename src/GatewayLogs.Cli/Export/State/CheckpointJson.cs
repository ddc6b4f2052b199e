using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GatewayLogs.Cli.Export.State;

/// <summary>Serializes checkpoints without reflection, with a checksum of all bytes.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Checkpoint))]
internal sealed partial class CheckpointJson : JsonSerializerContext
{
    public static byte[] Write(Checkpoint checkpoint)
    {
        var unsigned = JsonSerializer.SerializeToUtf8Bytes(checkpoint with { Sha256 = "" }, Default.Checkpoint);
        return JsonSerializer.SerializeToUtf8Bytes(checkpoint with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(unsigned)) }, Default.Checkpoint);
    }

    /// <summary>Reads a checkpoint. Returns null if any byte differs from what <see cref="Write"/> wrote.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="version">The version of the file format, which may be unsupported; 0 if there is none.</param>
    public static Checkpoint? Read(byte[] utf8, out int version)
    {
        version = 0;
        try
        {
            using (var document = JsonDocument.Parse(utf8))
            {
                _ = document.RootElement.ValueKind == JsonValueKind.Object
                    && document.RootElement.TryGetProperty("version", out var member) && member.TryGetInt32(out version);
            }

            // Serializing it again reveals modified, missing and unknown members.
            return version == State.Checkpoint.CurrentVersion
                && JsonSerializer.Deserialize(utf8, Default.Checkpoint) is { } checkpoint
                && utf8.AsSpan().SequenceEqual(Write(checkpoint))
                ? checkpoint
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The message of the exception may quote the file.
            return null;
        }
    }
}
