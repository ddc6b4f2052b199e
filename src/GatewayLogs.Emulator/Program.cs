using System.CommandLine;
using GatewayLogs.Emulator;

const int usageError = 2;
const int interrupted = 130;

var result = EmulatorCommand
    .Configure(new RootCommand("An emulator of the AI Gateway logs API. Prints its address and runs until it is interrupted."))
    .Parse(args);
if (result.Errors.Count > 0)
{
    await Console.Error.WriteLineAsync($"emulator: {string.Join(' ', result.Errors.Select(error => error.Message))} Run it with --help for the options.");
    return usageError;
}

try
{
    return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (OperationCanceledException)
{
    return interrupted;
}
catch (IOException exception)
{
    await Console.Error.WriteLineAsync($"emulator: {exception.Message}");
    return 1;
}
