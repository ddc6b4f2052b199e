namespace GatewayLogs.Json;

/// <summary>A generated model. Its half that reads is generated from openapi/templates/Class.liquid.</summary>
internal interface IWireModel
{
    /// <summary>The members that the document does not know.</summary>
    IDictionary<string, object> Unknown { get; }

    /// <summary>Takes every member that the reader comes to in the order of the document, and leaves it at the first that is out of this order.</summary>
    void ReadMembers(ref WireReader reader);
}
