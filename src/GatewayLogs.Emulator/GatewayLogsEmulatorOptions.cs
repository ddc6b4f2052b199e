using System.Net;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Emulator;

/// <summary>How an emulator is set up. Every value has a default that works.</summary>
public sealed record GatewayLogsEmulatorOptions
{
    /// <summary>
    /// Gets the address to listen on. Default: loopback, which other machines cannot reach. Requests must name it, or a loopback address or
    /// localhost, in the header Host; with <see cref="IPAddress.Any"/> or <see cref="IPAddress.IPv6Any"/> any name will do.
    /// </summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port, 0 to 65535. Default 0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>The database's file, made and seeded when it is not there. Default null: in memory, gone with the emulator.</summary>
    public string? DatabasePath { get; init; }

    /// <summary>What the seeded logs are made from: the same seed and count give the same bytes anywhere. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many logs to seed a new database with, 0 or more. Default 0.</summary>
    public int Logs { get; init; }

    /// <summary>The only account. Default <c>e0e0…</c>, 32 hexadecimal digits.</summary>
    public string AccountId { get; init; } = "e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0";

    /// <summary>The only gateway. Default <c>emulator</c>.</summary>
    public string GatewayId { get; init; } = "emulator";

    /// <summary>The API token that may read and write. Default <c>emulator-token</c>.</summary>
    public string ApiToken { get; init; } = "emulator-token";

    /// <summary>The API token that may only read. Default <c>emulator-read-only-token</c>.</summary>
    public string ReadOnlyApiToken { get; init; } = "emulator-read-only-token";

    /// <summary>The e-mail address that goes with <see cref="ApiKey"/>. Default <c>emulator@example.com</c>.</summary>
    public string Email { get; init; } = "emulator@example.com";

    /// <summary>The global key, which may read and write. Default <c>emulator-key</c>.</summary>
    public string ApiKey { get; init; } = "emulator-key";

    /// <summary>
    /// Gets the token that the control endpoints require: letters, digits and <c>-._~+/=</c>. Default null: no token on a loopback address, and
    /// beyond one a random token of each start, <see cref="GatewayLogsEmulator.ControlToken"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The value is empty, or has another character.</exception>
    public string? ControlToken
    {
        get;
        init => field = value is null || IsToken(value)
            ? value
            : throw new ArgumentException($"{nameof(ControlToken)} is 1 or more letters, digits and -._~+/=.", nameof(value));
    }

    /// <summary>The oddities to begin with. Default: none.</summary>
    public EmulatorQuirks Quirks { get; init; } = new();

    /// <summary>The faults to begin with. Default: none.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>Whether more than 1,200 requests of one caller in 300 seconds are answered 429. Default false: they are only counted.</summary>
    public bool RateLimit { get; init; }

    /// <summary>Hears how many logs have been seeded, every ten thousand. Default null.</summary>
    public IProgress<int>? SeedingProgress { get; init; }

    /// <summary>The clock that the emulator's own begins as, and that times its delays. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where to log to. Default null: nowhere.</summary>
    public Action<ILoggingBuilder>? ConfigureLogging { get; init; }

    /// <summary>Returns the address and the database, and none of the credentials.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{nameof(GatewayLogsEmulatorOptions)} {{ {Address}, {Port}, {DatabasePath ?? "in memory"} }}";

    /// <summary>Returns whether a text can be a bearer token (RFC 6750); a shell needs no quotes around one.</summary>
    internal static bool IsToken(string text) =>
        text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~' or '+' or '/' or '=');
}
