using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Failures;

namespace GatewayLogs.Cli.Output;

/// <summary>Replaces listed logs by their details before they are written, with one request for each.</summary>
/// <param name="output">The output.</param>
/// <param name="client">Fetches the details.</param>
/// <param name="onlyFailed">Whether only the details of failed logs are used, because they contain the error message.</param>
internal sealed class LogDetails(ILogOutput output, GatewayLogsClient client, bool onlyFailed) : ILogOutput
{
    private readonly DetailReader _reader = new(client);

    public async Task WriteAsync(IReadOnlyList<GatewayLog> logs, CancellationToken cancellationToken)
    {
        GatewayLog[] wanted = [.. logs.Where(log => !onlyFailed || log.Success == false)];
        var read = await _reader.ReadAllAsync([.. wanted.Select(log => log.Id)], cancellationToken);
        var details = wanted.Zip(read)
            .Where(pair => pair.Second.Detail is not null)
            .ToDictionary(pair => pair.First, pair => (GatewayLog)pair.Second.Detail!);
        await output.WriteAsync([.. logs.Select(log => details.GetValueOrDefault(log, log))], cancellationToken);

        // The field error contains the reason.
        if (!onlyFailed && details.Count < wanted.Length)
        {
            await CommandRunner.WarnAsync(
                $"The details of {wanted.Length - details.Count} of {wanted.Length} logs could not be read, so their fields that a list does not "
                + $"have are empty. Reason for the first: {read.First(one => one.Detail is null).Message.MissingReason}.");
        }
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => output.CompleteAsync(cancellationToken);
}
