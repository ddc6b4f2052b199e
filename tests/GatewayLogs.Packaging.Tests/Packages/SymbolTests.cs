using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace GatewayLogs.Tests;

[LongTest]
public class SymbolTests
{
    private const string Name = "GatewayLogs.Generated";

    private const string Path = $"lib/net10.0/{Name}";

    [Test]
    public void The_symbols_match_the_assembly_and_contain_no_path_of_the_build_machine()
    {
        using var package = Packed.Open(Packed.Library);
        using var symbolPackage = Packed.Open(Packed.Library, "snupkg");
        using var assembly = new PEReader(Packed.Read(package, $"{Path}.dll"));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(Packed.Read(symbolPackage, $"{Path}.pdb"));
        var symbols = provider.GetMetadataReader();

        var wanted = assembly.ReadCodeViewDebugDirectoryData(
            assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView));
        var sources = symbols.Documents.Select(document => symbols.GetString(symbols.GetDocument(document).Name)).ToList();

        Assert.That(new BlobContentId(symbols.DebugMetadataHeader!.Id).Guid, Is.EqualTo(wanted.Guid));
        Assert.That(sources, Has.Some.EqualTo($"/_/src/{Name}/Generated/GatewayLogsClient.g.cs").And.All.StartsWith("/_/"));
    }
}
