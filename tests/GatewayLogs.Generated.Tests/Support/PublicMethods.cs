using System.Reflection;
using System.Xml.Linq;

namespace GatewayLogs.Tests;

/// <summary>The public methods of the client by the operation in their documentation.</summary>
internal static class PublicMethods
{
    private const string Prefix = "M:GatewayLogs.GatewayLogsClient.";

    private static readonly XDocument s_documentation = XDocument.Load(Path.ChangeExtension(typeof(GatewayLogsClient).Assembly.Location, ".xml"));

    public static IReadOnlyList<MethodInfo> Of(string operation) =>
    [
        .. from member in s_documentation.Descendants("member")
           let name = (string)member.Attribute("name")!
           where name.StartsWith(Prefix, StringComparison.Ordinal)
           where member.Element("remarks")?.Elements("c").Any(code => code.Value == operation) == true
           select typeof(GatewayLogsClient).GetMethod(name[Prefix.Length..].Split('(')[0])!,
    ];
}
