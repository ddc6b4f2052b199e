using GatewayLogs.Cli;
using GatewayLogs.Cli.Output;

using var console = new Utf8Console();
return await GatewayLogsCommandLine.RunAsync(args);
