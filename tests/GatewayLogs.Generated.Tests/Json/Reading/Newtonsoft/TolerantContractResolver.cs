using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace GatewayLogs.Tests;

/// <summary>Lets no missing, null or oddly typed field of a generated model fail the page it is on.</summary>
internal sealed class TolerantContractResolver : DefaultContractResolver
{
    /// <summary>The models' own converter uses the readers that are held against this one.</summary>
    protected override JsonConverter? ResolveContractConverter(Type objectType) =>
        ShapeConverter.IsModel(objectType) ? null : base.ResolveContractConverter(objectType);

    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        var property = base.CreateProperty(member, memberSerialization);
        property.Required = Required.Default;
        JsonConverter? converter = ScalarConverter.Reads(property.PropertyType!) ? ScalarConverter.Instance
            : ShapeConverter.Reads(property.PropertyType!) ? ShapeConverter.Instance
            : null;
        if (converter is not null)
        {
            property.Converter = converter;

            // With Ignore, Newtonsoft would take what the converter makes null for a field that it does not know.
            property.NullValueHandling = NullValueHandling.Include;
        }

        return property;
    }
}
