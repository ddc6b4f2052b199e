using System.Text;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests.Reliability;

/// <summary>A gateway with three logs, and canaries in every place of a token or a prompt.</summary>
internal static class Gateway
{
    public const string Token = "canary-token-7Qx";

    public const string Prompt = "canary-prompt-9Zk";

    public static IReadOnlyList<string> Ids { get; } = ["a", "b", "c"];

    /// <summary>Small enough to be buffered.</summary>
    public static EmulatedBody Request { get; } = EmulatedBody.FromText($$"""{"messages":[{"content":"{{Prompt}}"}]}""");

    /// <summary>Large enough to be streamed from the connection.</summary>
    public static EmulatedBody Response { get; } = EmulatedBody.FromText(
        $$"""{"choices":[{{new StringBuilder().Insert(0, $"\"{Prompt}\",", 20_000)}}1.0]}""");

    public static async Task<GatewayLogsEmulator> StartAsync()
    {
        var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { ApiToken = Token });
        emulator.AddLogs(Ids.Select((id, i) => new EmulatedLog
        {
            Id = id,
            CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(i),
            Model = Prompt,
            Metadata = $$"""{"prompt":"{{Prompt}}"}""",
            Request = Request,
            Response = Response,
        }));
        return emulator;
    }

    public static void Configure(GatewayLogsClientOptions options, GatewayLogsEmulator emulator)
    {
        options.AccountId = emulator.AccountId;
        options.GatewayId = emulator.GatewayId;
        options.ApiToken = emulator.ApiToken;
        options.BaseAddress = emulator.BaseAddress;
    }

    /// <summary>Gets the number of deleted logs.</summary>
    public static int Deleted(this GatewayLogsEmulator emulator) => emulator.Ledger().Count(entry => entry.DeletedAt is not null);

    /// <summary>Returns how often an operation was executed, according to the emulator's list of requests.</summary>
    public static int Executed(this GatewayLogsEmulator emulator, string operation) =>
        emulator.Requests.Count(request => request.Operation == operation && request.Executed);
}
