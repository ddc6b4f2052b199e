using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace GatewayLogs.Tests;

/// <summary>Accepts missing, null and wrongly typed fields of generated models.</summary>
internal sealed class TolerantContractResolver : DefaultContractResolver
{
    /// <summary>Ignores the converter of the models, which uses the readers under test.</summary>
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

            // With Ignore, Newtonsoft treats a field that the converter reads as null like an unknown field.
            property.NullValueHandling = NullValueHandling.Include;
        }

        return property;
    }
}
