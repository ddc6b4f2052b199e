namespace GatewayLogs.Json;

/// <summary>A generated model. openapi/templates/Class.liquid generates the implementation.</summary>
internal interface IWireModel
{
    /// <summary>Gets the members that the OpenAPI document does not define.</summary>
    IDictionary<string, object> AdditionalProperties { get; }

    /// <summary>Gets the members that the OpenAPI document defines, by their JSON names.</summary>
    IEnumerable<KeyValuePair<string, object?>> Members { get; }

    /// <summary>Reads members as long as they occur in the order of the OpenAPI document.</summary>
    void ReadMembers(ref WireReader reader);
}
