using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Numerics;
using GatewayLogs.Emulator.Faults;
using GatewayLogs.Emulator.Queries;

namespace GatewayLogs.Emulator;

/// <summary>Configures the emulator as a command with options and output.</summary>
public static class EmulatorCommand
{
    internal const string ControlTokenVariable = "GATEWAY_LOGS_CONTROL_TOKEN";

    private const string NoToken = "expected 1 or more letters, digits and -._~+/=.";

    /// <summary>Adds the options and an action to a command, which then runs until it is interrupted.</summary>
    /// <param name="command">A root command, or a command named <c>emulator</c>.</param>
    /// <returns>The same command. Its action throws what <see cref="GatewayLogsEmulator.StartAsync"/> throws.</returns>
    public static Command Configure(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var defaults = new GatewayLogsEmulatorOptions();
        var port = Number("--port", "The port; 0 selects a free one.", 8787, IPEndPoint.MinPort, IPEndPoint.MaxPort);
        var seed = Number("--seed", "The seed of the generated logs.", defaults.Seed, ulong.MinValue, ulong.MaxValue);
        var logs = Number("--logs", "The number of logs generated for a new database.", 1000, 0, int.MaxValue);
        var sampleEnd = Optional<DateTimeOffset?>(
            "--sample-end", "The time of the newest of these logs, such as 2026-11-01. Default: now.", text => ParseTime(text));
        var traffic = Optional<TimeSpan?>(
            "--traffic",
            "Generates logs while the emulator runs, as if calls were being made: 2/s, 30/m or 100/h. Default: none.",
            text => ParseRate(text));
        var database = Optional("--db", "The database file. Default: in memory.", ParsePath);
        var address = Optional("--address", "The address to listen on; 0.0.0.0 accepts other machines. Default: 127.0.0.1.", ParseAddress);
        var controlToken = Optional(
            "--control-token",
            $"The token that /_emulator/ requires (${ControlTokenVariable}). Default: none on a loopback address, otherwise random.",
            ParseToken);
        var rateLimit = new Option<bool>("--rate-limit") { Description = "Respond with 429 to more than 1,200 requests per caller in 300 seconds." };
        var quirks = Optional("--quirks", "Quirks as JSON, such as {\"lateRows\":\"00:00:02\"}.", SettingsJson.Parse<EmulatorQuirks>);
        var faults = Optional("--faults", "Faults as JSON, such as {\"kind\":\"reset\",\"nth\":3}, or an array.", ParseFaults);
        Option[] options = [port, seed, logs, sampleEnd, traffic, database, address, controlToken, rateLimit, quirks, faults];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(controlToken) is null && GetEnvironmentToken() is { } token && !GatewayLogsEmulatorOptions.IsToken(token))
            {
                result.AddError($"{ControlTokenVariable}: {NoToken}");
            }
        });
        command.SetAction((result, cancellationToken) => RunAsync(
            new GatewayLogsEmulatorOptions
            {
                Port = result.GetValue(port),
                Seed = result.GetValue(seed),
                Logs = result.GetValue(logs),
                SampleEnd = result.GetValue(sampleEnd) ?? TimeProvider.System.GetUtcNow(),
                TrafficInterval = result.GetValue(traffic),
                DatabasePath = result.GetValue(database),
                Address = result.GetValue(address) ?? defaults.Address,
                ControlToken = result.GetValue(controlToken) ?? GetEnvironmentToken(),
                RateLimit = result.GetValue(rateLimit),
                Quirks = result.GetValue(quirks) ?? defaults.Quirks,
                Faults = result.GetValue(faults) ?? defaults.Faults,
                SeedingProgress = new SeedingProgress(result.InvocationConfiguration.Error, result.GetValue(logs)),
                ConfigureLogging = LogFailures,
            },
            result.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }

    private static Option<T> Number<T>(string name, string description, T missing, T minimum, T maximum)
        where T : IBinaryInteger<T> => new(name)
        {
            Description = description,
            DefaultValueFactory = _ => missing,
            CustomParser = result => Parse(
                result,
                text => T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
                    ? number
                    : throw new ArgumentException($"'{text}' is not valid; expected an integer from {minimum} to {maximum}.")),
        };

    private static Option<T?> Optional<T>(string name, string description, Func<string, T> parse) =>
        new(name) { Description = description, CustomParser = result => Parse(result, parse) };

    private static T? Parse<T>(ArgumentResult result, Func<string, T> parse)
    {
        try
        {
            return parse(result.Tokens.Single().Value);
        }
        catch (ArgumentException exception)
        {
            result.AddError($"{((OptionResult)result.Parent!).Option.Name}: {exception.Message}");
            return default;
        }
    }

    private static IPAddress ParseAddress(string text) =>
        text == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(text, out var address) ? address
        : throw new ArgumentException($"'{text}' is not an IP address; expected an address such as 127.0.0.1, or 0.0.0.0 for all addresses of this machine.");

    private static DateTimeOffset ParseTime(string text) => Instant.TryParse(text, out var milliseconds)
        ? DateTimeOffset.UnixEpoch.AddMilliseconds(milliseconds)
        : throw new ArgumentException($"'{text}' is not a time; expected one such as 2026-11-01 or 2026-11-01T12:00:00Z.");

    private static TimeSpan ParseRate(string text)
    {
        TimeSpan? unit = text.Split('/').ElementAtOrDefault(1) switch
        {
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            _ => null,
        };
        return unit is not null && int.TryParse(text[..^2], NumberStyles.None, CultureInfo.InvariantCulture, out var calls) && calls > 0
            && unit / calls >= TimeSpan.FromMilliseconds(1)
            ? unit.Value / calls
            : throw new ArgumentException(
                $"'{text}' is not a rate; expected calls per second, minute or hour, such as 2/s, 30/m or 100/h, at most 1000/s.");
    }

    private static IReadOnlyList<FaultRule> ParseFaults(string text)
    {
        var rules = SettingsJson.ParseRules(text);
        FaultRules.Require(rules);
        return rules;
    }

    private static string ParsePath(string text) => text.Length > 0 ? text : throw new ArgumentException("the file name is empty; expected a path.");

    private static string ParseToken(string text) => GatewayLogsEmulatorOptions.IsToken(text) ? text : throw new ArgumentException(NoToken);

    // An empty variable counts as not set; an empty option is an error.
    private static string? GetEnvironmentToken() =>
        Environment.GetEnvironmentVariable(ControlTokenVariable) is { Length: > 0 } token ? token : null;

    // Excludes the host's own errors: a failed start also throws, and the program that started the emulator reports the exception.
    private static void LogFailures(ILoggingBuilder logging) => logging
        .SetMinimumLevel(LogLevel.Error)
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
        .AddSimpleConsole();

    /// <summary>Returns the settings of a client as a line for PowerShell on Windows, and for POSIX shells elsewhere.</summary>
    internal static string FormatVariables(GatewayLogsEmulator emulator, bool isWindows)
    {
        List<(string Name, string Value)> variables =
        [
            ("CLOUDFLARE_API_BASE_URL", emulator.BaseAddress.AbsoluteUri), ("CLOUDFLARE_API_TOKEN", emulator.ApiToken),
            ("CLOUDFLARE_ACCOUNT_ID", emulator.AccountId), ("CLOUDFLARE_GATEWAY_ID", emulator.GatewayId),
        ];
        if (emulator.ControlToken is { } token)
        {
            variables.Add((ControlTokenVariable, token));
        }

        return isWindows
            ? string.Join("; ", variables.Select(variable => $"$env:{variable.Name} = '{variable.Value}'"))
            : $"export {string.Join(' ', variables.Select(variable => $"{variable.Name}={variable.Value}"))}";
    }

    private static async Task RunAsync(GatewayLogsEmulatorOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(options, cancellationToken);
        await output.WriteLineAsync(FormatVariables(emulator, OperatingSystem.IsWindows()));
        await output.FlushAsync(cancellationToken);

        var interrupted = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(interrupted.SetResult);
        await interrupted.Task;
    }
}
