using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace GatewayLogs.Json;

/// <summary>Lets no missing, null or oddly typed field of a generated model fail the page it is on.</summary>
internal sealed class WireContractResolver : DefaultContractResolver
{
    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        var property = base.CreateProperty(member, memberSerialization);
        property.Required = Required.Default;
        if (ScalarConverter.Reads(property.PropertyType!))
        {
            property.Converter = ScalarConverter.Instance;

            // With Ignore, Newtonsoft would take what the converter makes null for a field that it does not know.
            property.NullValueHandling = NullValueHandling.Include;
        }

        return property;
    }
}
