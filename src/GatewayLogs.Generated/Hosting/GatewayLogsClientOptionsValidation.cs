using Microsoft.Extensions.Options;

namespace GatewayLogs;

/// <summary>Lets a host say at its start what a client would say when it is built.</summary>
internal sealed class GatewayLogsClientOptionsValidation : IValidateOptions<GatewayLogsClientOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayLogsClientOptions options) =>
        options.Problems() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
}
