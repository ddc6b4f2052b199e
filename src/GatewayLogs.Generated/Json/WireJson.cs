using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Newtonsoft.Json;

namespace GatewayLogs.Json;

/// <summary>How answers are read: tolerantly, with nothing of a value lost.</summary>
internal static class WireJson
{
    private static readonly WireContractResolver s_contractResolver = new();

    private static readonly JsonSerializerSettings s_settings = Configured();

    /// <summary>A serializer with the settings of <see cref="Configure"/>.</summary>
    public static JsonSerializer CreateSerializer() => JsonSerializer.Create(s_settings);

    /// <summary>Reads a whole answer in one pass.</summary>
    /// <param name="bytes">The answer.</param>
    /// <param name="keepsBytes">Whether the logs of a list keep their part of it.</param>
    /// <param name="value">What was read; null for the answer <c>null</c>.</param>
    /// <param name="position">Where reading failed. The parser's exception is not passed on: its message quotes the body.</param>
    public static bool TryRead<T>(ReadOnlyMemory<byte> bytes, bool keepsBytes, out T? value, [NotNullWhen(false)] out string? position)
    {
        try
        {
            value = WireReader.Read<T>(bytes, keepsBytes);
            position = null;
            return true;
        }
        catch (System.Text.Json.JsonException exception)
        {
            value = default;
            position = string.Create(CultureInfo.InvariantCulture, $"line {exception.LineNumber + 1}, position {exception.BytePositionInLine + 1}");
            return false;
        }
    }

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

    private static JsonSerializerSettings Configured()
    {
        var settings = new JsonSerializerSettings();
        Configure(settings);
        return settings;
    }
}
