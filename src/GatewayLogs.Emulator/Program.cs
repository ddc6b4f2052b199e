using System.CommandLine;
using GatewayLogs.Emulator;

return await EmulatorCommand
    .Configure(new RootCommand("An emulator of the AI Gateway logs API. It prints its address and runs until it is interrupted."))
    .Parse(args)
    .InvokeAsync();
