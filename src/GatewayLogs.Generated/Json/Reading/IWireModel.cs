namespace GatewayLogs.Json;

/// <summary>A generated model. What reads it is generated from openapi/templates/Class.liquid, what writes it from Class.Body.liquid.</summary>
internal interface IWireModel
{
    /// <summary>The members that the document does not know.</summary>
    IDictionary<string, object> Unknown { get; }

    /// <summary>The members that the document knows, by their names on the wire.</summary>
    IEnumerable<KeyValuePair<string, object?>> Members { get; }

    /// <summary>Takes every member that the reader comes to in the order of the document, and leaves it at the first that is out of this order.</summary>
    void ReadMembers(ref WireReader reader);
}
