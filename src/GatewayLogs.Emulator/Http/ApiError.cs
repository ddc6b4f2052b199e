namespace GatewayLogs.Emulator.Http;

/// <summary>One entry of an envelope's <c>errors</c>.</summary>
/// <param name="Code">Cloudflare's number for it.</param>
/// <param name="Message">Why; it never holds a credential or a stored body.</param>
/// <param name="Path">Where in the request, as names and indexes; empty when it is the whole.</param>
internal sealed record ApiError(int Code, string Message, params object[] Path)
{
    public static readonly ApiError NotFound = new(7002, "Not Found");
    public static readonly ApiError AuthenticationFailed = new(10000, "Authentication error");
    public static readonly ApiError TooManyRequests = new(10429, "Rate limited. Please wait and consider throttling your request speed");

    /// <summary>The service refused a value.</summary>
    public static ApiError Invalid(string message, params object[] path) => new(7001, message, path);

    /// <summary>What the service says of a value that is none of the choices.</summary>
    public static string InvalidChoice(IEnumerable<string> choices, string received) =>
        $"Invalid enum value. Expected {string.Join(" | ", choices.Select(choice => $"'{choice}'"))}, received '{received}'";
}
