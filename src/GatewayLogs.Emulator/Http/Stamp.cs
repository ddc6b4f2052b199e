namespace GatewayLogs.Emulator.Http;

/// <summary>The headers that every answer to one request has, whoever comes to write it.</summary>
internal sealed class Stamp : Dictionary<string, string>
{
    public void ApplyTo(IHeaderDictionary headers)
    {
        foreach ((string name, string value) in this)
        {
            headers[name] = value;
        }
    }
}
