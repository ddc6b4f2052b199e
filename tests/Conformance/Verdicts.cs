using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GatewayLogs.Tests;

/// <summary>What was found about each answer, a line of a file of each process: the folder is all that the processes of a run share.</summary>
internal sealed class Verdicts(string folder)
{
    private const string Sound = "sound";

    private readonly string _file = Path.Combine(folder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    private readonly Lock _writing = new();

    /// <summary>Those of this test run.</summary>
    public static Verdicts OfThisRun { get; } = new(Directory.CreateTempSubdirectory("gateway-logs-verdicts-").FullName);

    public string Folder => folder;

    /// <summary>How many answers were looked at, here and in other processes.</summary>
    public int Count => Lines().Count();

    /// <summary>What the document has against answers.</summary>
    public IReadOnlyList<string> Violations => [.. Lines().Where(line => line != Sound)];

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A server takes what is thrown here for its own; as a verdict it fails the run.")]
    public void Add(string answer, Func<IEnumerable<string>> judge)
    {
        string reasons;
        try
        {
            reasons = string.Join(" ", judge());
        }
        catch (Exception exception)
        {
            reasons = $"No verdict: {exception}";
        }

        lock (_writing)
        {
            using var file = new StreamWriter(new FileStream(_file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite));
            file.Write((reasons.Length == 0 ? Sound : $"{answer}: {reasons}".ReplaceLineEndings(" ")) + '\n');
        }
    }

    private IEnumerable<string> Lines() => Directory.EnumerateFiles(folder).SelectMany(path =>
    {
        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    });
}
