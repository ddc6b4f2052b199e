namespace GatewayLogs;

public partial class GatewayLog
{
    /// <summary>Creates a log without any field; its id is empty.</summary>
    public GatewayLog() => Id = string.Empty;
}
