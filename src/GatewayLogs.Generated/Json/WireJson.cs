using System.Globalization;
using Newtonsoft.Json;

namespace GatewayLogs.Json;

/// <summary>How answers are read: tolerantly, with nothing of a value lost.</summary>
internal static class WireJson
{
    private static readonly WireContractResolver s_contractResolver = new();

    /// <summary>Sets every setting, since a host's JsonConvert.DefaultSettings would fill in what is left unset.</summary>
    public static void Configure(JsonSerializerSettings settings)
    {
        settings.CheckAdditionalContent = true;
        settings.ConstructorHandling = ConstructorHandling.Default;
        settings.ContractResolver = s_contractResolver;
        settings.Converters = [];
        settings.Culture = CultureInfo.InvariantCulture;
        settings.DateParseHandling = DateParseHandling.None;
        settings.DefaultValueHandling = DefaultValueHandling.Include;
        settings.FloatParseHandling = FloatParseHandling.Decimal;
        settings.Formatting = Formatting.None;
        settings.MaxDepth = 64;
        settings.MetadataPropertyHandling = MetadataPropertyHandling.Ignore;
        settings.MissingMemberHandling = MissingMemberHandling.Ignore;
        settings.NullValueHandling = NullValueHandling.Include;
        settings.ObjectCreationHandling = ObjectCreationHandling.Auto;
        settings.PreserveReferencesHandling = PreserveReferencesHandling.None;
        settings.ReferenceLoopHandling = ReferenceLoopHandling.Error;
        settings.StringEscapeHandling = StringEscapeHandling.Default;
        settings.TypeNameHandling = TypeNameHandling.None;
    }
}
