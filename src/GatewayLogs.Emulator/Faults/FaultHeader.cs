using System.Text.Json;

namespace GatewayLogs.Emulator.Faults;

/// <summary>
/// The header with which a request selects its own fault, and in which the response returns the kind of the injected fault.
/// </summary>
internal static class FaultHeader
{
    public const string Name = "x-emulator-fault";

    /// <summary>Reads the name of a kind, or a complete fault as a JSON object. Returns null if the header is missing.</summary>
    /// <exception cref="ArgumentException">The value is neither.</exception>
    public static Fault? Read(IHeaderDictionary headers)
    {
        var text = headers[Name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        var fault = text.StartsWith('{') ? SettingsJson.Parse<Fault>(text)
            : Enum.GetNames<FaultKind>().FirstOrDefault(kind => kind.Equals(text, StringComparison.OrdinalIgnoreCase)) is string name
                ? new Fault { Kind = Enum.Parse<FaultKind>(name) }
                : throw new ArgumentException("Unknown kind of fault; expected one of "
                    + $"{string.Join(", ", Enum.GetNames<FaultKind>().Select(JsonNamingPolicy.CamelCase.ConvertName))}, or a JSON object.");
        var problems = string.Join(' ', fault.Problems());
        return problems.Length == 0 ? fault : throw new ArgumentException(problems);
    }
}
