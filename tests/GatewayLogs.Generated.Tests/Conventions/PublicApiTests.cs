using System.Reflection;

namespace GatewayLogs.Tests;

public class PublicApiTests
{
    private const string ApprovedPath = "tests/GatewayLogs.Generated.Tests/Conventions/PublicApi.approved.txt";

    private static readonly Assembly s_library = typeof(GatewayLogsClient).Assembly;

    private static IEnumerable<MethodInfo> AsynchronousMethods => s_library.GetExportedTypes()
        .SelectMany(type => type.GetMethods(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => (method.IsPublic || method.IsFamily) && method.Name.EndsWith("Async", StringComparison.Ordinal));

    [Test]
    public void The_public_API_matches_the_approved_file() => ApprovedApi.AssertApproved(s_library, ApprovedPath);

    [Test]
    public void No_public_name_has_an_underscore() =>
        Assert.That(File.ReadLines(Repository.GetPath(ApprovedPath)), Has.None.Match("[a-z0-9]_[a-z0-9]"));

    [Test]
    public void A_cancellation_token_is_the_last_parameter_of_every_asynchronous_method() =>
        Assert.That(
            AsynchronousMethods.Where(method => method.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken)),
            Is.Empty);

    [Test]
    public void Every_asynchronous_method_has_the_Async_suffix() =>
        Assert.That(
            s_library.GetExportedTypes()
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
                .Where(method => typeof(Task).IsAssignableFrom(method.ReturnType) || method.ReturnType.Name.StartsWith("IAsync", StringComparison.Ordinal))
                .Where(method => !method.Name.EndsWith("Async", StringComparison.Ordinal)),
            Is.Empty);
}
