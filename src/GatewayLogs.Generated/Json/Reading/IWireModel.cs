namespace GatewayLogs.Json;

/// <summary>A generated model. The template openapi/templates/Class.liquid generates what reads and writes it.</summary>
internal interface IWireModel
{
    /// <summary>Gets the members that the document does not describe.</summary>
    IDictionary<string, object> AdditionalProperties { get; }

    /// <summary>Gets the members that the document describes, by their names in JSON.</summary>
    IEnumerable<KeyValuePair<string, object?>> Members { get; }

    /// <summary>Reads the members that arrive in the order of the document, and stops at the first that does not.</summary>
    void ReadMembers(ref WireReader reader);
}
