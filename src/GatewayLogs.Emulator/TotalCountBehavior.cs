namespace GatewayLogs.Emulator;

/// <summary>What a list reports as <c>total_count</c>.</summary>
public enum TotalCountBehavior
{
    /// <summary>The number of rows that match.</summary>
    Exact,

    /// <summary>Nothing: the member is missing.</summary>
    Missing,

    /// <summary>One less than the rows that match, but not less than 0.</summary>
    OneTooSmall,

    /// <summary>One more than the rows that match.</summary>
    OneTooLarge,

    /// <summary>The number of rows on the page.</summary>
    CountsPage,

    /// <summary>A random number from 0 to one more than twice the rows that match.</summary>
    Random,
}
