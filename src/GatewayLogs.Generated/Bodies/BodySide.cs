using GatewayLogs.Calls;

namespace GatewayLogs.Bodies;

/// <summary>Which of the two bodies of a log.</summary>
internal sealed record BodySide(Operation Operation)
{
    public static BodySide Request { get; } = new(new Operation("GetGatewayLogRequest", Repeatability.Reads));

    public static BodySide Response { get; } = new(new Operation("GetGatewayLogResponse", Repeatability.Reads));
}
