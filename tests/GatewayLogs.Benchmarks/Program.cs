using System.CommandLine;
using GatewayLogs.Benchmarks.Reading;

var rounds = new Option<int>("--rounds") { Description = "How often everything is measured.", DefaultValueFactory = _ => 21 };
var page = new Command("page", "Pages in memory to models, every reader in turn in this process: quick.") { rounds };
page.SetAction((result, _) => PageRun.RunAsync(result.GetValue(rounds), Console.Out));

return await new RootCommand("Measures the client beside others.") { page }.Parse(args).InvokeAsync();
