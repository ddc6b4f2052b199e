using System.Diagnostics.CodeAnalysis;
using System.Runtime.Loader;

/// <summary>Watches the emulators of a process that tests start: .NET calls this in whichever process the environment names it for.</summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime asks for exactly this name.")]
internal static class StartupHook
{
    private const string HooksVariable = "DOTNET_STARTUP_HOOKS";

    private const string FolderVariable = "GATEWAY_LOGS_VERDICTS";

    /// <summary>Makes the processes that start from now on watch, too.</summary>
    public static void Spread()
    {
        string?[] hooks = [Environment.GetEnvironmentVariable(HooksVariable), typeof(StartupHook).Assembly.Location];
        Environment.SetEnvironmentVariable(HooksVariable, string.Join(Path.PathSeparator, hooks.Where(hook => !string.IsNullOrEmpty(hook))));
        Environment.SetEnvironmentVariable(FolderVariable, Verdicts.OfThisRun.Folder);
    }

    /// <summary>Called by .NET before the program.</summary>
    public static void Initialize()
    {
        var folder = Path.GetDirectoryName(typeof(StartupHook).Assembly.Location)!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            var path = Path.Combine(folder, $"{name.Name}.dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };
        Watch(Environment.GetEnvironmentVariable(FolderVariable)!);
    }

    // A method of its own, so that nothing of it is loaded before it can be found.
    private static void Watch(string folder)
    {
        var watch = ResponseMonitor.Begin(new Verdicts(folder));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => watch.WaitForVerdicts();
    }
}
