using System.CommandLine;
using GatewayLogs.Benchmarks.Comparing;
using GatewayLogs.Benchmarks.Reading;
using GatewayLogs.Benchmarks.Serving;
using GatewayLogs.Benchmarks.Starting;

return await new RootCommand("Measures the client beside others.") { CompareCommand.Create(), PageCommand.Create(), PartsCommand.Create(), StartCommand.Create(), ServeCommand.Create() }
    .Parse(args)
    .InvokeAsync();
