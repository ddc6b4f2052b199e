using System.Reflection;
using PublicApiGenerator;

namespace GatewayLogs.Tests;

/// <summary>Compares the public API of an assembly with its approved listing.</summary>
internal static class ApprovedApi
{
    private static readonly ApiGeneratorOptions s_options = new()
    {
        IncludeAssemblyAttributes = false,
        ExcludeAttributes =
        [
            "Newtonsoft.Json.JsonPropertyAttribute",
            "Newtonsoft.Json.JsonConverterAttribute",
            "Newtonsoft.Json.JsonExtensionDataAttribute",
            "Newtonsoft.Json.JsonIgnoreAttribute",
            "System.Text.Json.Serialization.JsonConverterAttribute",
            "System.Text.Json.Serialization.JsonIgnoreAttribute",
            "System.Runtime.Serialization.EnumMemberAttribute",
            "System.CodeDom.Compiler.GeneratedCodeAttribute",
            "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute",
        ],
    };

    /// <summary>Fails if the public API differs from the listing, and writes the current one next to it.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="approvedPath">The path of the listing, relative to the repository, which ends in <c>.approved.txt</c>.</param>
    public static void AssertApproved(Assembly assembly, string approvedPath)
    {
        var received = assembly.GeneratePublicApi(s_options) + "\n";
        var approved = Repository.GetPath(approvedPath);
        if (!File.Exists(approved) || File.ReadAllText(approved) != received)
        {
            var receivedPath = approved.Replace(".approved.txt", ".received.txt", StringComparison.Ordinal);
            File.WriteAllText(receivedPath, received);
            Assert.Fail($"The public API changed. Compare the two listings, and to approve the change run: mv {receivedPath} {approved}");
        }
    }
}
