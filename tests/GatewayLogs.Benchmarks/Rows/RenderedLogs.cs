using System.Buffers;
using System.Globalization;
using System.Text;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Seeding;

namespace GatewayLogs.Benchmarks.Rows;

/// <summary>All logs in the format of a response, oldest first and in one array, so that the rows of any page are a slice.</summary>
internal sealed class RenderedLogs
{
    /// <summary>The limit follows from the maximum array size of 2 GB.</summary>
    public const int MostLogs = 1_500_000;

    /// <summary>More than the average size of a row.</summary>
    private const int BytesOfRow = 1024;

    private const int BytesToSpare = 64 * 1024;

    private const ulong Seed = 1;

    private readonly byte[] _rows;

    /// <summary>The start of each row, which follows the comma after the previous row. The last entry is the end of the array.</summary>
    private readonly int[] _starts;

    private readonly long[] _times;

    public RenderedLogs(int count, RowFields fields)
    {
        var writer = new RowWriter(fields);
        var row = new ArrayBufferWriter<byte>();
        (_rows, _starts, _times) = (new byte[(count * BytesOfRow) + BytesToSpare], new int[count + 1], new long[count]);

        // The generator returns the newest log first, so the array is filled from its end.
        var (index, start) = (count, _rows.Length);
        _starts[count] = start;
        foreach (var log in LogSeeder.Generate(Seed, count, IdShape.ByDate, LogSeeder.DefaultEnd))
        {
            row.ResetWrittenCount();
            writer.Write(row, log);
            row.Write(","u8);
            start -= row.WrittenCount;
            row.WrittenSpan.CopyTo(_rows.AsSpan(start));
            (_starts[--index], _times[index]) = (start, log.CreatedAt.ToUnixTimeMilliseconds());
            Cost += decimal.Parse(log.Cost!, NumberStyles.Float, CultureInfo.InvariantCulture);
            Tokens += (log.TokensIn ?? 0) + (log.TokensOut ?? 0);
        }
    }

    public int Count => _times.Length;

    public decimal Cost { get; }

    public long Tokens { get; }

    /// <summary>Returns the index of the first row that is not older than the given time.</summary>
    public int IndexOf(long milliseconds)
    {
        var (low, high) = (0, _times.Length);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            (low, high) = _times[middle] < milliseconds ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Returns the rows of a range, separated by commas.</summary>
    public ArraySegment<byte> Slice(int first, int end) => first < end ? new(_rows, _starts[first], _starts[end] - _starts[first] - 1) : new([]);

    /// <summary>Returns the part of the response after the rows of a page.</summary>
    public static byte[] Tail(int count, int page, int perPage, int total) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""],"result_info":{"count":{{count}},"page":{{page}},"per_page":{{perPage}},"total_count":{{total}}},"errors":[],"messages":[]}"""));

    /// <summary>Gets the part of the response before the rows of a page.</summary>
    public static ArraySegment<byte> Head { get; } = """{"success":true,"result":["""u8.ToArray();

    /// <summary>Returns the complete response for a page number.</summary>
    public byte[] Page(int number, int perPage)
    {
        var first = Math.Min(Count, (number - 1) * perPage);
        var end = Math.Min(Count, first + perPage);
        return [.. Head, .. Slice(first, end), .. Tail(end - first, number, perPage, Count)];
    }
}
