using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs.Tests;

/// <summary>Collects the validation results of the responses of a test run.</summary>
internal sealed class ConformanceResults
{
    private readonly ConcurrentQueue<string> _violations = new();

    private int _count;

    /// <summary>Gets the results of this test run.</summary>
    public static ConformanceResults Current { get; } = new();

    /// <summary>Gets the number of validated responses.</summary>
    public int Count => _count;

    /// <summary>Gets the responses that violate the document, with the reasons.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    [SuppressMessage("Design", "CA1031:Do not catch general exception types",
        Justification = "ASP.NET Core would handle the exception; as a violation it fails the run.")]
    public void Add(string response, Func<IEnumerable<string>> validate)
    {
        string reasons;
        try
        {
            reasons = string.Join(" ", validate());
        }
        catch (Exception exception)
        {
            reasons = $"The validation failed: {exception}";
        }

        Interlocked.Increment(ref _count);
        if (reasons.Length > 0)
        {
            _violations.Enqueue($"{response}: {reasons}".ReplaceLineEndings(" "));
        }
    }
}
