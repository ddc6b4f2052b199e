using System.Reflection;
using System.Security.Cryptography;

namespace GatewayLogs.Tests;

public class TemplateTests
{
    private static IEnumerable<string> Templates =>
        Directory.EnumerateFiles(Repository.GetPath("openapi/templates"), "*.liquid").Select(path => Path.GetFileName(path));

    [TestCaseSource(nameof(Templates))]
    public void The_original_of_each_replaced_template_is_unchanged(string template)
    {
        var recorded = File.ReadLines(Repository.GetPath("openapi/templates/originals.sha256"))
            .Select(line => line.Split("  "))
            .ToDictionary(parts => parts[1], parts => parts[0]);

        Assert.That(recorded, Does.ContainKey(template).WithValue(HashOfOriginal(template)),
            $"NSwag's own {template} changed: compare it with ours, then record its new hash.");
    }

    private static string HashOfOriginal(string template)
    {
        foreach (var (assembly, folder) in new[]
        {
            ("NSwag.CodeGeneration.CSharp", "NSwag.CodeGeneration.CSharp"),
            ("NJsonSchema.CodeGeneration.CSharp", "NJsonSchema.CodeGeneration.CSharp"),
        })
        {
            var resources = Assembly.LoadFrom(Path.Combine(NSwagTool.Directory, $"{assembly}.dll"));
            using var original = resources.GetManifestResourceStream($"{folder}.Templates.{template}");
            if (original is not null)
            {
                return Convert.ToHexStringLower(SHA256.HashData(original));
            }
        }

        throw new FileNotFoundException($"NSwag has no template of this name: {template}");
    }
}
