using System.Reflection;

namespace GatewayLogs.Tests;

/// <summary>Everything that a client method returns or throws can be constructed by a stub with public API.</summary>
public class ConstructionTests
{
    /// <summary>Properties computed from others: from headers and status, the last log of a page, or entries.</summary>
    private static readonly HashSet<string> s_derived =
    [
        "StatusCode", "RayId", "RetryAfter", "RateLimit", "Limit", "Remaining", "Cursor", "ContentLength", "Envelope",
        "Text", "Keys", "Values", "Count", "Item",
    ];

    private static IEnumerable<Type> Types
    {
        get
        {
            HashSet<Type> found = [];
            Queue<Type> waiting = new(typeof(GatewayLogsClient).GetMethods().Select(method => method.ReturnType)
                .Concat(typeof(GatewayLogsClient).Assembly.GetExportedTypes().Where(typeof(GatewayLogsException).IsAssignableFrom)));
            while (waiting.TryDequeue(out var type))
            {
                foreach (var part in (Type[])[type, .. type.GetGenericArguments()])
                {
                    if (part is { IsClass: true, IsGenericType: false } && part.Assembly == typeof(GatewayLogsClient).Assembly && found.Add(part))
                    {
                        foreach (var property in part.GetProperties())
                        {
                            waiting.Enqueue(property.PropertyType);
                        }
                    }
                }
            }

            return found.Where(type => type != typeof(GatewayLogsClient));
        }
    }

    [Test]
    public void Every_type_that_a_stub_returns_or_throws_is_covered() => Assert.That(Types, Is.SupersetOf(
        [
            typeof(GatewayLogPage), typeof(GatewayLogDetail), typeof(GatewayLogCursor), typeof(GatewayLogBodies), typeof(GatewayLogBody),
            typeof(GatewayLogsRateLimit), typeof(GatewayLogsTimeoutException), typeof(GatewayLogsError),
        ]));

    [TestCaseSource(nameof(Types))]
    public void A_type_can_be_constructed_with_each_of_its_properties(Type type)
    {
        var parameters = type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.Name!).ToList();
        var missing = type.GetProperties().Where(property => property.DeclaringType!.Assembly == type.Assembly
            && property.SetMethod is not { IsPublic: true }
            && !parameters.Exists(parameter => property.Name.EndsWith(parameter, StringComparison.OrdinalIgnoreCase))
            && !s_derived.Contains(property.Name));

        Assert.That(type.GetConstructors(), Is.Not.Empty);
        Assert.That(missing.Select(property => property.Name), Is.Empty);
    }
}
