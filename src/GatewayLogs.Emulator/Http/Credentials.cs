using Microsoft.Extensions.Primitives;

namespace GatewayLogs.Emulator.Http;

/// <summary>The permissions of API tokens, each of which includes the ones before it.</summary>
internal enum Permission
{
    None,

    /// <summary>AI Gateway Metadata Read: logs without their bodies.</summary>
    MetadataRead,

    /// <summary>AI Gateway Read: logs and their bodies.</summary>
    Read,

    /// <summary>AI Gateway Write, which the dashboard calls AI Gateway: Edit: updates and deletions too.</summary>
    Write,
}

/// <summary>A caller. The name identifies the caller for rate limits and is not a credential.</summary>
internal sealed record Caller(string Name, Permission Permission)
{
    /// <summary>All callers without a known credential.</summary>
    public static readonly Caller Unknown = new("unknown", Permission.None);
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

        return email == options.Email && key == options.ApiKey ? Accept("key", Permission.Write) : Deny();
    }

    private (Caller Caller, int Status, ApiError? Refusal) CheckToken(StringValues authorization)
    {
        var parts = authorization.ToString().Split(' ');
        if (parts is not [string scheme, { Length: > 0 } token] || !scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return (Caller.Unknown, StatusCodes.Status400BadRequest, s_malformed);
        }

        return token == options.ApiToken ? Accept("token", Permission.Write)
            : token == options.ReadOnlyApiToken ? Accept("read-only token", Permission.Read)
            : token == options.MetadataApiToken ? Accept("metadata token", Permission.MetadataRead)
            : Deny();
    }

    private static (Caller Caller, int Status, ApiError? Refusal) Accept(string name, Permission permission) =>
        (new Caller(name, permission), StatusCodes.Status200OK, Refusal: null);

    private static (Caller Caller, int Status, ApiError? Refusal) Deny() =>
        (Caller.Unknown, StatusCodes.Status401Unauthorized, ApiError.AuthenticationFailed);
}
