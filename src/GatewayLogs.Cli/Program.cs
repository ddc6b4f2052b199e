using GatewayLogs.Cli;

return await GatewayLogsCommandLine.RunAsync(args);
