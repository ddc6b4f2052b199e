using System.Security.Cryptography;

namespace GatewayLogs.Emulator.Seeding;

/// <summary>Generates the three shapes of ids that logs of the service have, and another one.</summary>
internal static class SeededIds
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int UlidLength = 26;

    // The day on which the service changed its ids.
    private static readonly DateTimeOffset s_firstUuid = new(2026, 10, 8, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Returns an id for a log of the given time and shape.</summary>
    public static string At(DateTimeOffset at, IdShape shape, SplitMix64 random) =>
        shape == IdShape.UuidV4 ? UuidV4(random)
        : shape == IdShape.Ulid || (shape == IdShape.ByDate && at < s_firstUuid) ? Ulid(at, random)
        : UuidV7(at, random);

    /// <summary>Returns a new unique id.</summary>
    public static string New(IdShape shape, DateTimeOffset at) =>
        At(at, shape, new SplitMix64(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)))));

    /// <summary>Returns a ULID: 48 bits of time and 80 random bits in 26 characters of 5 bits each.</summary>
    public static string Ulid(DateTimeOffset at, SplitMix64 random)
    {
        var bits = ((UInt128)(ulong)at.ToUnixTimeMilliseconds() << 80) | ((UInt128)(random.Next() & 0xFFFF) << 64) | random.Next();
        return string.Create(UlidLength, bits, (letters, rest) =>
        {
            for (var index = letters.Length - 1; index >= 0; index--)
            {
                letters[index] = Crockford[(int)(rest & 31)];
                rest >>= 5;
            }
        });
    }

    /// <summary>Returns a version 7 UUID: 48 bits of time and random bits.</summary>
    public static string UuidV7(DateTimeOffset at, SplitMix64 random) =>
        Uuid(((ulong)at.ToUnixTimeMilliseconds() << 16) | 0x7000 | (random.Next() & 0xFFF), random.Next());

    /// <summary>Returns a version 4 UUID: random bits.</summary>
    public static string UuidV4(SplitMix64 random) => Uuid((random.Next() & ~0xF000UL) | 0x4000, random.Next());

    /// <summary>Returns 64 hexadecimal digits.</summary>
    public static string Hex(SplitMix64 random) => $"{random.Next():x16}{random.Next():x16}{random.Next():x16}{random.Next():x16}";

    private static string Uuid(ulong high, ulong low)
    {
        low = (low & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000;
        return $"{high >> 32:x8}-{(high >> 16) & 0xFFFF:x4}-{high & 0xFFFF:x4}-{low >> 48:x4}-{low & 0xFFFF_FFFF_FFFF:x12}";
    }
}
