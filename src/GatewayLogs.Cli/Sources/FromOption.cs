using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Files;
using GatewayLogs.Cli.Help;
using GatewayLogs.Cli.Progress;

namespace GatewayLogs.Cli.Sources;

/// <summary>The option <c>--from</c>, which selects the files of an export instead of the service.</summary>
internal sealed class FromOption(ConnectionOptions connection)
{
    private readonly Option<string?> _from = new("--from")
    {
        Description = "Reads the logs from an export instead of the service, without a request or a token: "
            + "a Parquet, NDJSON or CSV file, compressed or not, or a folder of them.",
        HelpName = "PATH",
    };

    public void AddTo(Command command)
    {
        command.Add(HelpGroup.Connection, [_from]);
        connection.AddTo(command);
    }

    /// <summary>Opens the export, or the service if no export was specified.</summary>
    /// <exception cref="FormatException">The path does not exist, or options for the service were specified as well.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The source disposes the session or the progress.")]
    public async Task<ILogSource> OpenAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (PathArgument.Parse(_from.Name, result.GetValue(_from), "Name a file or folder.") is not { } path)
        {
            return new ServiceLogs(await Session.OpenAsync(connection, result, cancellationToken));
        }

        return connection.ForRequests.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } other
            ? throw new FormatException($"--from reads files, so {other.Name} has no effect. Omit {other.Name}, or omit --from to read from the service.")
            : new ExportedFiles(path, CommandProgress.Start(result.CommandResult.Command.Name, result.GetValue(connection.Quiet)));
    }
}
