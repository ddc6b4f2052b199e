using System.CommandLine;
using System.Text;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Files;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Updating;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs update</c>, which sets feedback, score and metadata of one log, or of many from standard input.</summary>
internal static class UpdateCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var id = new Argument<string?>("ID")
        {
            Description = "The id of the log. Without it, lines are read from standard input.", Arity = ArgumentArity.ZeroOrOne,
        };
        var options = new UpdateOptions();
        var checkpoint = new Option<string?>("--checkpoint")
        {
            Description = "Records the applied lines in this file, so that the same command with the same input resumes after an interruption.",
            HelpName = "FILE",
        };
        var failedLines = new Option<string?>("--failed-lines")
        {
            Description = "Writes the lines that could not be applied to this new file, as input for another run.",
            HelpName = "FILE",
        };
        var source = new Option<string?>("--input")
        {
            Description = "Reads the lines from this file. PowerShell before 7.4 changes characters beyond ASCII in a pipe. Default: standard input.",
            HelpName = "FILE",
        };
        var command = new Command(
            "update",
            "Sets feedback, score and metadata of one log, or of many. Without an id, reads lines from standard input: with --feedback, --score or " +
            "--metadata, an id or a JSON object with an id, to which the options apply; otherwise one JSON object per line, with id and any of " +
            "feedback, score and metadata, which replaces all entries. " +
            "Lines that cannot be applied are reported and skipped. The exit code is then 3, or that of the first failure if no line was applied.")
        {
            id,
        };
        options.AddTo(command);
        var format = new FormatOption([OutputFormat.Text, OutputFormat.Json, OutputFormat.Jsonl]);
        format.AddTo(command);
        command.Add(source);
        command.Add(checkpoint);
        command.Add(failedLines);
        command.RunsInSession(connection, async (result, session, cancellationToken) =>
        {
            var (changes, isText) = (options.Read(result), format.Read(result, piped: OutputFormat.Text) == OutputFormat.Text);
            if (result.GetValue(id) is { } single)
            {
                if (changes.IsEmpty || ((Option[])[source, checkpoint, failedLines]).Any(option => result.GetResult(option) is not null))
                {
                    throw new FormatException(
                        "With an id, update requires --feedback, --score or --metadata, and supports none of --input, --checkpoint and --failed-lines. " +
                        "Nothing was sent.");
                }

                await changes.ApplyAsync(session.Client, single, cancellationToken);
                await WriteAsync(isText ? null : UpdateMany.Summarize(1, 0, 0), cancellationToken);
                return ExitCodes.Success;
            }

            var file = PathArgument.Parse(source.Name, result.GetValue(source), "Omit it to read standard input.");
            if (file is null && !Console.IsInputRedirected)
            {
                throw new FormatException(
                    "update requires an id, or lines from --input or standard input, as in: gwlogs update --feedback 1 --input ids.txt. Nothing was sent.");
            }

            await using var failed = PathArgument.Parse(failedLines.Name, result.GetValue(failedLines), "Name a file.") is { } path
                ? new StreamWriter(PrivateFile.Create(path))
                : StreamWriter.Null;
            using var applied = AppliedLines.Open(PathArgument.Parse(checkpoint.Name, result.GetValue(checkpoint), "Name a file."));
            using var input = new StreamReader(
                file is null ? Console.OpenStandardInput() : File.OpenRead(file),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            var update = new UpdateMany(session.Client.ForMany(), changes, applied, failed) { Progress = session.Progress };
            try
            {
                return await update.RunAsync(input, cancellationToken);
            }
            finally
            {
                await WriteAsync(isText ? null : update.Summary, CancellationToken.None);
            }
        });
        return command.WithExamples(
            $"gwlogs update {Examples.Id} --feedback 1 --score 80",
            $"gwlogs update {Examples.Id} --metadata team=billing",
            "gwlogs list --failed --json id | gwlogs update --feedback -1 --checkpoint updates.done");
    }

    private static ValueTask WriteAsync(string? json, CancellationToken cancellationToken) =>
        json is null ? ValueTask.CompletedTask : StandardOutput.WriteAsync(Encoding.UTF8.GetBytes($"{json}\n"), cancellationToken);
}
