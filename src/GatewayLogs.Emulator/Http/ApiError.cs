namespace GatewayLogs.Emulator.Http;

/// <summary>An entry of an envelope's <c>errors</c>.</summary>
/// <param name="Code">Cloudflare's error code.</param>
/// <param name="Message">The reason; it never contains a credential or a stored body.</param>
/// <param name="Path">The location in the request, as names and indexes; empty for the request as a whole.</param>
internal sealed record ApiError(int Code, string Message, params object[] Path)
{
    public static readonly ApiError NotFound = new(7002, "Not Found");
    public static readonly ApiError AuthenticationFailed = new(10000, "Authentication error");
    public static readonly ApiError TooManyRequests = new(10429, "Rate limited. Please wait and consider throttling your request speed");

    /// <summary>Returns the error for an invalid value.</summary>
    public static ApiError Invalid(string message, params object[] path) => new(7001, message, path);

    /// <summary>Returns the service's message for a value that is not among the choices.</summary>
    public static string InvalidChoice(IEnumerable<string> choices, string received) =>
        $"Invalid enum value. Expected {string.Join(" | ", choices.Select(choice => $"'{choice}'"))}, received '{received}'";
}
