namespace GatewayLogs.Bodies;

/// <summary>Selects one of the two bodies of a log.</summary>
internal enum BodyKind
{
    /// <summary>The body of the request.</summary>
    Request,

    /// <summary>The body of the response.</summary>
    Response,
}
