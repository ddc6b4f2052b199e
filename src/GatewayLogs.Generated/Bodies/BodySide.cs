using GatewayLogs.Calls;

namespace GatewayLogs.Bodies;

/// <summary>Which of the two bodies of a log.</summary>
internal sealed record BodySide(Operation Operation)
{
    public static BodySide Request { get; } = new(Operation.GetRequest);

    public static BodySide Response { get; } = new(Operation.GetResponse);
}
