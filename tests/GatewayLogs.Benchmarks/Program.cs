using System.CommandLine;
using GatewayLogs.Benchmarks.Bodies;
using GatewayLogs.Benchmarks.Comparing;
using GatewayLogs.Benchmarks.Emulating;
using GatewayLogs.Benchmarks.Reading;
using GatewayLogs.Benchmarks.Serving;
using GatewayLogs.Benchmarks.Starting;

return await new RootCommand("Compares the performance of the client with that of other clients.")
    {
        CompareCommand.Create(), PageCommand.Create(), PartsCommand.Create(), BodyCommand.Create(), EmulatorCommand.Create(),
        StartCommand.Create(), ServeCommand.Create(),
    }
    .Parse(args)
    .InvokeAsync();
