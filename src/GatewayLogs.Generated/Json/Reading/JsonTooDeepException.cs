using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace GatewayLogs.Json;

/// <summary>Thrown by <see cref="WireReader"/> for JSON that is nested deeper than it reads.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Only WireReader throws it.")]
internal sealed class JsonTooDeepException(JsonException exception) : JsonException(exception.Message, exception);
