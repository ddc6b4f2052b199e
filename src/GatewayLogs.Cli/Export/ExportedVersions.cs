using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Sources;

namespace GatewayLogs.Cli.Export;

/// <summary>The last row that was exported of each log in a time range, as hashes.</summary>
internal sealed class ExportedVersions
{
    private readonly Dictionary<UInt128, UInt128> _versions = [];

    private ExportedVersions()
    {
    }

    /// <summary>Reads the rows of an export, and then those of its refresh, which replace them.</summary>
    public static async Task<ExportedVersions> ReadAsync(RefreshRange range, string refresh, CancellationToken cancellationToken)
    {
        var versions = new ExportedVersions();
        var query = new GatewayLogQuery { Filters = [LogFilter.CreatedAt.After(DateTimeOffset.FromUnixTimeMilliseconds(range.From - 1))] };
        foreach (var path in (string[])[range.Output, refresh])
        {
            await using var files = new ExportedFiles(path);
            await foreach (var log in files.ReadAsync(query, null, cancellationToken))
            {
                versions._versions[Hash(log.Id)] = GetVersion(log);
            }
        }

        return versions;
    }

    /// <summary>Returns whether the last exported row of a log has its values.</summary>
    public bool IsCurrent(GatewayLog log) => _versions.TryGetValue(Hash(log.Id), out var version) && version == GetVersion(log);

    /// <summary>Returns the hash of all values, as text, because CSV does not distinguish text from other values that look the same.</summary>
    private static UInt128 GetVersion(GatewayLog log)
    {
        var text = new StringBuilder();
        foreach (var column in LogColumn.RowFields)
        {
            var value = column.GetSent(log);
            text.Append(LogText.Format(value is decimal number ? Sources.Files.LogSetters.WithoutZeros(number) : value)).Append('\0');
        }

        var names = LogColumn.RowFields.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in log.AdditionalProperties.Where(field => !names.Contains(field.Key)).OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append('\0').Append(LogText.Format(value)).Append('\0');
        }

        return Hash(text.ToString());
    }

    private static UInt128 Hash(string text) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
