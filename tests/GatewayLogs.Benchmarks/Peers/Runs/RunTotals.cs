using System.Diagnostics;

namespace GatewayLogs.Benchmarks.Runs;

/// <summary>Totals of the rows that a client read, which prove that it deserialized them.</summary>
public sealed class RunTotals
{
    public long Rows { get; private set; }

    public decimal Cost { get; private set; }

    public long Tokens { get; private set; }

    /// <summary>Gets the time stamp of the first row, or 0.</summary>
    public long First { get; private set; }

    public void Add(decimal? cost, long? tokensIn, long? tokensOut)
    {
        if (Rows++ == 0)
        {
            First = Stopwatch.GetTimestamp();
        }

        Cost += cost ?? 0;
        Tokens += (tokensIn ?? 0) + (tokensOut ?? 0);
    }
}
