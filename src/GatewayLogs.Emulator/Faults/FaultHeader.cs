using System.Text.Json;

namespace GatewayLogs.Emulator.Faults;

/// <summary>The header by which a request asks for its own fault, and an answer names the fault it met.</summary>
internal static class FaultHeader
{
    public const string Name = "x-emulator-fault";

    /// <summary>Reads a kind by its name, or a whole fault as a JSON object; null when there is no such header.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static Fault? Read(IHeaderDictionary headers)
    {
        string text = headers[Name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        Fault fault = text.StartsWith('{') ? SettingsJson.Parse<Fault>(text)
            : Enum.GetNames<FaultKind>().FirstOrDefault(kind => kind.Equals(text, StringComparison.OrdinalIgnoreCase)) is string name
                ? new Fault { Kind = Enum.Parse<FaultKind>(name) }
                : throw new ArgumentException($"There is no such kind of fault; expected one of {string.Join(", ", Enum.GetNames<FaultKind>().Select(JsonNamingPolicy.CamelCase.ConvertName))}, or a JSON object.");
        string problems = string.Join(' ', fault.Problems());
        return problems.Length == 0 ? fault : throw new ArgumentException(problems);
    }
}
