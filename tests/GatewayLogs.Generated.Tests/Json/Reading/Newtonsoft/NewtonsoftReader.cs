using System.Globalization;
using Newtonsoft.Json;

namespace GatewayLogs.Tests;

/// <summary>Reads models leniently and losslessly with Newtonsoft.Json by reflection, as a reference for the generated readers.</summary>
internal static class NewtonsoftReader
{
    private static readonly JsonSerializer s_serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        CheckAdditionalContent = true,
        ContractResolver = new TolerantContractResolver(),
        Culture = CultureInfo.InvariantCulture,
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Decimal,
        MaxDepth = 64,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
    });

    public static T? Read<T>(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { Culture = CultureInfo.InvariantCulture };
        return s_serializer.Deserialize<T>(reader);
    }
}
