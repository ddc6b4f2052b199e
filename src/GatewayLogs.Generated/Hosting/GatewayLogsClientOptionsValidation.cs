using Microsoft.Extensions.Options;

namespace GatewayLogs;

/// <summary>Validates the options when the host starts, with the checks that the constructor of a client performs.</summary>
internal sealed class GatewayLogsClientOptionsValidation : IValidateOptions<GatewayLogsClientOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayLogsClientOptions options) =>
        options.GetProblems() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
}
