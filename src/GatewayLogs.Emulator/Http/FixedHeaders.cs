using System.Globalization;

namespace GatewayLogs.Emulator.Http;

/// <summary>The headers of every response to a request, including error responses, for which ASP.NET Core clears the headers.</summary>
internal sealed class FixedHeaders(EmulatorState state) : Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
{
    public void ApplyTo(IHeaderDictionary headers)
    {
        // The emulator's clock, not Kestrel's. A fault can still replace the header.
        headers.Date = state.ServiceTime.ToString("R", CultureInfo.InvariantCulture);
        foreach ((var name, var value) in this)
        {
            headers[name] = value;
        }
    }
}
