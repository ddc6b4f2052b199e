using System;
using GatewayLogs;

GatewayLogsClient client = new(new GatewayLogsClientOptions { AccountId = "account", GatewayId = "gateway", ApiToken = "token" });
Console.WriteLine(client.GetType().FullName);
