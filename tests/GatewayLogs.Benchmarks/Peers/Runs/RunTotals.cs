using System.Diagnostics;

namespace GatewayLogs.Benchmarks.Runs;

/// <summary>What a client says of each row, as the proof that it has read it to a typed model.</summary>
public sealed class RunTotals
{
    public long Rows { get; private set; }

    public decimal Cost { get; private set; }

    public long Tokens { get; private set; }

    /// <summary>When the first row was there; 0 while there is none.</summary>
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
