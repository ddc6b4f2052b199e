using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json.Serialization;

namespace GatewayLogs.Json;

/// <summary>The contract of the only model that is sent, without reflection: its converter writes all of it.</summary>
internal sealed class UpdateContractResolver : IContractResolver
{
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The contract inspects no members of the type.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The contract creates no instances of the type.")]
    public JsonContract ResolveContract(Type type) => new JsonLinqContract(type) { Converter = new GatewayLogUpdateConverter() };
}
