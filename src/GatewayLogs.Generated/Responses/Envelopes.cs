namespace GatewayLogs;

/// <summary>The face that all envelopes share.</summary>
internal interface IEnvelope
{
    bool? Success { get; }

    IReadOnlyList<GatewayLogsError>? Errors { get; }
}

public partial class ListGatewayLogsEnvelope : IEnvelope;

public partial class DeleteGatewayLogsEnvelope : IEnvelope;

public partial class GetGatewayLogDetailEnvelope : IEnvelope;

public partial class PatchGatewayLogEnvelope : IEnvelope;
