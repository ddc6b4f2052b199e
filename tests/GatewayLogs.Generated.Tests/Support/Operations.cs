using System.Reflection;

namespace GatewayLogs.Tests;

/// <summary>Calls of all operations without their results, for shared tests. The fixture of each operation defines its call.</summary>
internal static class Operations
{
    public const string Id = "01J4W6Z5QF3N8H2K7V9XBTCMRD";

    private const string Suffix = "Async";

    public static IReadOnlyDictionary<string, Func<GatewayLogsClient, CancellationToken, Task>> All { get; } = Fixtures()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(method => method.GetParameters().Select(parameter => parameter.ParameterType)
            .SequenceEqual([typeof(GatewayLogsClient), typeof(CancellationToken)]))
        .ToDictionary(method => method.Name[..^Suffix.Length], method => method.CreateDelegate<Func<GatewayLogsClient, CancellationToken, Task>>());

    public static IEnumerable<string> Names => All.Keys;

    public static IEnumerable<string> AllButDelete => Names.Where(name => name != "DeleteGatewayLogs");

    /// <summary>Returns whether an operation returns a stored body, so that any complete response with status 200 is a success.</summary>
    public static bool ReturnsBody(string operation) => operation is "GetGatewayLogRequest" or "GetGatewayLogResponse";

    public static Task CallAsync(this GatewayLogsClient client, string operation, CancellationToken cancellationToken = default) =>
        All[operation](client, cancellationToken);

    private static IEnumerable<Type> Fixtures() => typeof(Operations).Assembly.GetTypes().Where(type => type.IsDefined(typeof(CategoryAttribute)));
}
