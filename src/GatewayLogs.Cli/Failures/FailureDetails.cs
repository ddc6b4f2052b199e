using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Failures;

/// <summary>Replaces failed logs by their details, which contain the error message, before they are written.</summary>
internal sealed class FailureDetails(ILogOutput output, GatewayLogsClient client) : ILogOutput
{
    private readonly FailureReader _reader = new(client);

    public async Task WriteAsync(IReadOnlyList<GatewayLog> logs, CancellationToken cancellationToken)
    {
        var failed = logs.Where(log => log.Success == false).ToArray();
        var read = await _reader.ReadAllAsync([.. failed.Select(log => log.Id)], cancellationToken);
        var details = failed.Zip(read).Where(pair => pair.Second.Detail is not null).ToDictionary(pair => pair.First, pair => (GatewayLog)pair.Second.Detail!);
        await output.WriteAsync([.. logs.Select(log => details.GetValueOrDefault(log, log))], cancellationToken);
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => output.CompleteAsync(cancellationToken);
}
