using System.Net;
using GatewayLogs.Emulator.Faults;
using GatewayLogs.Emulator.Seeding;

namespace GatewayLogs.Emulator;

/// <summary>Options of <see cref="GatewayLogsEmulator"/>, all of which have defaults.</summary>
public sealed record GatewayLogsEmulatorOptions
{
    /// <summary>
    /// Gets the address to listen on. Default: loopback, which other machines cannot reach. The Host header of a request must contain this
    /// address, a loopback address or localhost; with <see cref="IPAddress.Any"/> or <see cref="IPAddress.IPv6Any"/> every name is
    /// accepted.
    /// </summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Gets the port, 0 to 65535. Default 0: a free port.</summary>
    public int Port { get; init; }

    /// <summary>Gets the path of the database file, which is created and seeded if it does not exist. Default null: in memory.</summary>
    public string? DatabasePath { get; init; }

    /// <summary>Gets the seed of the generated logs: the same seed and count produce the same bytes on every machine. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Gets the number of logs that a new database is seeded with, 0 or more. Default 0.</summary>
    public int Logs { get; init; }

    /// <summary>
    /// Gets the creation time of the newest of these logs, which are spread over the 60 days before. Default: 2026-11-01, so that tests are
    /// reproducible.
    /// </summary>
    public DateTimeOffset SampleEnd { get; init; } = LogSeeder.DefaultEnd;

    /// <summary>
    /// Gets the time between two logs that are generated while the emulator runs, as if calls were being made. Default null: none are.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than a millisecond or more than a day.</exception>
    public TimeSpan? TrafficInterval
    {
        get;
        init => field = value is null || (value >= TimeSpan.FromMilliseconds(1) && value <= TimeSpan.FromDays(1))
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"{nameof(TrafficInterval)} is out of range; expected 1 millisecond to 1 day.");
    }

    /// <summary>Gets the id of the only account. Default <c>e0e0…</c>, 32 hexadecimal digits.</summary>
    public string AccountId { get; init; } = "e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0";

    /// <summary>Gets the id of the only gateway. Default <c>emulator</c>.</summary>
    public string GatewayId { get; init; } = "emulator";

    /// <summary>Gets the API token with read and write access. Default <c>emulator-token</c>.</summary>
    public string ApiToken { get; init; } = "emulator-token";

    /// <summary>
    /// Gets the API token with the permission AI Gateway Read, which includes the bodies. Default <c>emulator-read-only-token</c>.
    /// </summary>
    public string ReadOnlyApiToken { get; init; } = "emulator-read-only-token";

    /// <summary>
    /// Gets the API token with the permission AI Gateway Metadata Read: both body endpoints respond with 403. Default
    /// <c>emulator-metadata-token</c>.
    /// </summary>
    public string MetadataApiToken { get; init; } = "emulator-metadata-token";

    /// <summary>Gets the e-mail address that belongs to <see cref="ApiKey"/>. Default <c>emulator@example.com</c>.</summary>
    public string Email { get; init; } = "emulator@example.com";

    /// <summary>Gets the global API key, which has read and write access. Default <c>emulator-key</c>.</summary>
    public string ApiKey { get; init; } = "emulator-key";

    /// <summary>
    /// Gets the token that the control endpoints require: letters, digits and <c>-._~+/=</c>. Default null: no token on a loopback address,
    /// otherwise a random token for each start, which <see cref="GatewayLogsEmulator.ControlToken"/> returns.
    /// </summary>
    /// <exception cref="ArgumentException">The value is empty or contains another character.</exception>
    public string? ControlToken
    {
        get;
        init => field = value is null || IsToken(value)
            ? value
            : throw new ArgumentException($"{nameof(ControlToken)} is invalid; expected 1 or more letters, digits and -._~+/=.", nameof(value));
    }

    /// <summary>Gets the initial quirks. Default: none.</summary>
    public EmulatorQuirks Quirks { get; init; } = new();

    /// <summary>Gets the initial fault rules. Default: none.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>
    /// Gets whether more than 1,200 requests of a caller in 300 seconds are rejected with 429. Default false: they are only counted.
    /// </summary>
    public bool RateLimit { get; init; }

    /// <summary>Gets the receiver of the number of logs seeded so far, which is reported every 10,000 logs. Default null.</summary>
    public IProgress<int>? SeedingProgress { get; init; }

    /// <summary>Gets the clock on which the emulator's own clock is based, and that times delays. Default: the system clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets a callback that configures logging. Default null: no logging.</summary>
    public Action<ILoggingBuilder>? ConfigureLogging { get; init; }

    /// <summary>Returns the address and the database, but no credentials.</summary>
    /// <returns>A single line.</returns>
    public override string ToString() => $"{nameof(GatewayLogsEmulatorOptions)} {{ {Address}, {Port}, {DatabasePath ?? "in memory"} }}";

    /// <summary>Returns whether a text is valid as a bearer token (RFC 6750). Such a token needs no quoting in a shell.</summary>
    internal static bool IsToken(string text) =>
        text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~' or '+' or '/' or '=');
}
