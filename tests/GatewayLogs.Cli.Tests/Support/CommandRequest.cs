namespace GatewayLogs.Tests;

/// <summary>A command line of <c>gwlogs</c>, its environment, and the text that ends each of its outputs.</summary>
internal sealed record CommandRequest(string[] Arguments, IReadOnlyDictionary<string, string?> Environment, string Folder, string Marker)
{
    /// <summary>The number of characters of an exit code.</summary>
    public const int ExitCodeLength = 3;

    public string GetEnd(int exitCode) => $"{Marker}{exitCode:D3}";
}
