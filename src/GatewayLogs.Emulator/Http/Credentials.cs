using Microsoft.Extensions.Primitives;

namespace GatewayLogs.Emulator.Http;

/// <summary>A caller. The name identifies the caller for rate limits and is not a credential.</summary>
internal sealed record Caller(string Name, bool MayWrite)
{
    /// <summary>All callers without a known credential.</summary>
    public static readonly Caller Unknown = new("unknown", MayWrite: false);
}

/// <summary>Authenticates requests by their headers.</summary>
internal sealed class Credentials(GatewayLogsEmulatorOptions options)
{
    private static readonly ApiError s_missing = new(9106, "Missing X-Auth-Key, X-Auth-Email or Authorization headers");
    private static readonly ApiError s_malformed = new(6003, "Invalid request headers: Invalid format for Authorization header");

    /// <summary>Returns the caller, or the status code and error of a rejection.</summary>
    public (Caller Caller, int Status, ApiError? Refusal) Check(IHeaderDictionary headers)
    {
        if (headers.Authorization.Count > 0)
        {
            return CheckToken(headers.Authorization);
        }

        var email = headers["X-Auth-Email"];
        var key = headers["X-Auth-Key"];
        if (StringValues.IsNullOrEmpty(email) || StringValues.IsNullOrEmpty(key))
        {
            return (Caller.Unknown, StatusCodes.Status400BadRequest, s_missing);
        }

        return email == options.Email && key == options.ApiKey ? Accept("key", mayWrite: true) : Deny();
    }

    private (Caller Caller, int Status, ApiError? Refusal) CheckToken(StringValues authorization)
    {
        var parts = authorization.ToString().Split(' ');
        if (parts is not [string scheme, { Length: > 0 } token] || !scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return (Caller.Unknown, StatusCodes.Status400BadRequest, s_malformed);
        }

        return token == options.ApiToken ? Accept("token", mayWrite: true)
            : token == options.ReadOnlyApiToken ? Accept("read-only token", mayWrite: false)
            : Deny();
    }

    private static (Caller Caller, int Status, ApiError? Refusal) Accept(string name, bool mayWrite) =>
        (new Caller(name, mayWrite), StatusCodes.Status200OK, Refusal: null);

    private static (Caller Caller, int Status, ApiError? Refusal) Deny() =>
        (Caller.Unknown, StatusCodes.Status401Unauthorized, ApiError.AuthenticationFailed);
}
