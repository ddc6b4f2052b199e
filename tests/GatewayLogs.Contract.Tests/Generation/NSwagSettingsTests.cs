using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class NSwagSettingsTests
{
    private static readonly string[] s_sections =
        ["", "documentGenerator", "documentGenerator.fromDocument", "codeGenerators", "codeGenerators.openApiToCSharpClient"];

    [Test]
    public async Task Every_key_of_the_settings_is_known_to_the_generator()
    {
        using var folder = new TemporaryFolder();
        await NSwagTool.RunAsync(folder.Path, "new");
        var known = JObject.Parse(await File.ReadAllTextAsync(folder.GetPath("nswag.json")));
        var ours = JObject.Parse(await File.ReadAllTextAsync(Repository.GetPath("nswag.json")));

        Assert.Multiple(() =>
        {
            foreach (var section in s_sections)
            {
                Assert.That(Keys(ours, section), Is.SubsetOf(Keys(known, section)), $"The generator silently ignores unknown keys of '{section}'.");
            }
        });
    }

    private static IEnumerable<string> Keys(JObject settings, string section) =>
        ((JObject)settings.SelectToken(section)!).Properties().Select(property => property.Name);
}
