using System.CommandLine;
using System.Net;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Emulator;

/// <summary>The emulator as a command: its flags, and what it prints.</summary>
public static class EmulatorCommand
{
    /// <summary>Makes the command, which runs until it is interrupted.</summary>
    /// <param name="command">The command to give flags and an action to: a root, or one named <c>emulator</c>.</param>
    /// <returns>The same command.</returns>
    public static Command Configure(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        GatewayLogsEmulatorOptions defaults = new();
        Option<int> port = new("--port") { Description = "The port; 0 takes any free one.", DefaultValueFactory = _ => 8787 };
        Option<ulong> seed = new("--seed") { Description = "What the logs are made from.", DefaultValueFactory = _ => defaults.Seed };
        Option<int> logs = new("--logs") { Description = "How many logs a new database gets.", DefaultValueFactory = _ => 1000 };
        Option<string?> database = new("--db") { Description = "The database's file; without it, memory." };
        Option<IPAddress> address = new("--address")
        {
            Description = "The address to listen on; 0.0.0.0 lets other machines in.",
            DefaultValueFactory = _ => defaults.Address,
            CustomParser = result =>
            {
                if (IPAddress.TryParse(result.Tokens.Single().Value, out IPAddress? parsed))
                {
                    return parsed;
                }

                result.AddError($"'{result.Tokens.Single().Value}' is not an IP address.");
                return null;
            },
        };
        Option<bool> rateLimit = new("--rate-limit") { Description = "Refuse more than 1,200 requests of a caller in 300 seconds." };
        Option<EmulatorQuirks> quirks = Setting("--quirks", "Oddities as JSON, such as {\"lateRows\":\"00:00:02\"}.", new EmulatorQuirks(), SettingsJson.Parse<EmulatorQuirks>);
        Option<IReadOnlyList<FaultRule>> faults = Setting("--faults", "Faults as JSON, such as {\"kind\":\"reset\",\"nth\":3}, or an array.", [], ParseFaults);
        foreach (Option option in new Option[] { port, seed, logs, database, address, rateLimit, quirks, faults })
        {
            command.Options.Add(option);
        }

        port.Validators.Add(result => Require(result, result.GetValueOrDefault<int>() is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort));
        logs.Validators.Add(result => Require(result, result.GetValueOrDefault<int>() >= 0));
        command.SetAction((result, cancellationToken) => RunAsync(
            new GatewayLogsEmulatorOptions
            {
                Port = result.GetValue(port),
                Seed = result.GetValue(seed),
                Logs = result.GetValue(logs),
                DatabasePath = result.GetValue(database),
                Address = result.GetValue(address)!,
                RateLimit = result.GetValue(rateLimit),
                Quirks = result.GetValue(quirks)!,
                Faults = result.GetValue(faults)!,
                SeedingProgress = new SeedingProgress(result.InvocationConfiguration.Error, result.GetValue(logs)),
                ConfigureLogging = LogFailures,
            },
            result.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }

    private static Option<T> Setting<T>(string name, string description, T missing, Func<string, T> parse) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => missing,
        CustomParser = result =>
        {
            try
            {
                return parse(result.Tokens.Single().Value);
            }
            catch (ArgumentException exception)
            {
                result.AddError($"{name}: {exception.Message}");
                return missing;
            }
        },
    };

    private static IReadOnlyList<FaultRule> ParseFaults(string text)
    {
        IReadOnlyList<FaultRule> rules = SettingsJson.ParseRules(text);
        FaultBook.Require(rules);
        return rules;
    }

    private static void Require(System.CommandLine.Parsing.OptionResult result, bool inRange)
    {
        if (!inRange)
        {
            result.AddError($"{result.Option.Name} is out of range.");
        }
    }

    // Not the host's own: that a start has failed is thrown, too, and said by whoever started.
    private static void LogFailures(ILoggingBuilder logging) => logging
        .SetMinimumLevel(LogLevel.Error)
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
        .AddSimpleConsole();

    private static async Task RunAsync(GatewayLogsEmulatorOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using GatewayLogsEmulator emulator = await GatewayLogsEmulator.StartAsync(options, cancellationToken);
        await output.WriteLineAsync(
            $"export CLOUDFLARE_API_BASE_URL={emulator.BaseAddress} CLOUDFLARE_API_TOKEN={emulator.ApiToken} " +
            $"CLOUDFLARE_ACCOUNT_ID={emulator.AccountId} CLOUDFLARE_GATEWAY_ID={emulator.GatewayId}");
        await output.FlushAsync(cancellationToken);

        TaskCompletionSource interrupted = new();
        await using CancellationTokenRegistration registration = cancellationToken.Register(interrupted.SetResult);
        await interrupted.Task;
    }
}
