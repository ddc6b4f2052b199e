namespace GatewayLogs.Emulator.Seeding;

/// <summary>Steele, Lea and Flood's SplitMix64: ours, because the numbers of <see cref="Random"/> may change with .NET.</summary>
internal sealed class SplitMix64(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>Spreads the bits of a number; different numbers stay different.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next() => Mix(_state += Step);

    /// <summary>A number from 0 up to and without <paramref name="limit"/>.</summary>
    public long Below(long limit) => (long)(Next() % (ulong)limit);

    /// <summary>True once in <paramref name="times"/>.</summary>
    public bool OneIn(long times) => Below(times) == 0;

    /// <summary>One of the items.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[(int)Below(items.Count)];
}
