using System.Globalization;

namespace GatewayLogs.Emulator.Http;

/// <summary>The headers of every response to one request, including error responses, which ASP.NET Core starts again without headers.</summary>
internal sealed class FixedHeaders(EmulatorState state) : Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
{
    public void ApplyTo(IHeaderDictionary headers)
    {
        // The service's clock, not Kestrel's; a fault may still replace the header.
        headers.Date = state.ServiceTime.ToString("R", CultureInfo.InvariantCulture);
        foreach ((string name, string value) in this)
        {
            headers[name] = value;
        }
    }
}
