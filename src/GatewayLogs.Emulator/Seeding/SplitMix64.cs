namespace GatewayLogs.Emulator.Seeding;

/// <summary>
/// The SplitMix64 generator of Steele, Lea and Flood. <see cref="Random"/> is not used, because its sequence may change between .NET
/// versions.
/// </summary>
internal sealed class SplitMix64(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>Mixes the bits of a number; the mapping is one-to-one.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>Returns the next 64 bits.</summary>
    public ulong Next() => Mix(_state += Step);

    /// <summary>Returns a number that is at least 0 and less than <paramref name="limit"/>.</summary>
    public long Below(long limit) => (long)(Next() % (ulong)limit);

    /// <summary>Returns true with a probability of 1 in <paramref name="times"/>.</summary>
    public bool OneIn(long times) => Below(times) == 0;

    /// <summary>Returns a random item.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[(int)Below(items.Count)];
}
