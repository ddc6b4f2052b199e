using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GatewayLogs.Cli.Export;

/// <summary>
/// A random sample: the logs whose hashes, of the seed and the id, are the smallest. The largest of these hashes is the only state, so that a
/// resumed run selects the same logs, and later runs select the same share of the new ones.
/// </summary>
/// <param name="Size">The number of logs.</param>
/// <param name="Seed">The seed: the same seed selects the same logs.</param>
internal sealed record Sample(int Size, int Seed)
{
    /// <summary>Returns the largest hash of the sample.</summary>
    public async Task<ulong> FindLimitAsync(IAsyncEnumerable<GatewayLogPage> pages, Func<GatewayLog, bool> isSelected)
    {
        var smallest = new PriorityQueue<ulong, ulong>(Comparer<ulong>.Create((one, other) => other.CompareTo(one)));
        await foreach (var page in pages)
        {
            foreach (var hash in page.Logs.Where(isSelected).Select(GetHash))
            {
                if (smallest.Count < Size)
                {
                    smallest.Enqueue(hash, hash);
                }
                else
                {
                    smallest.EnqueueDequeue(hash, hash);
                }
            }
        }

        return smallest.Count < Size ? ulong.MaxValue : smallest.Peek();
    }

    public ulong GetHash(GatewayLog log) => BinaryPrimitives.ReadUInt64LittleEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Seed} {log.Id}"))));
}
