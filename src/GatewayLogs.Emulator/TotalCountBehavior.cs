namespace GatewayLogs.Emulator;

/// <summary>The value that a list reports as <c>total_count</c>.</summary>
public enum TotalCountBehavior
{
    /// <summary>The number of matching rows.</summary>
    Exact,

    /// <summary>The member is missing.</summary>
    Missing,

    /// <summary>One less than the number of matching rows, but at least 0.</summary>
    OneTooSmall,

    /// <summary>One more than the number of matching rows.</summary>
    OneTooLarge,

    /// <summary>The number of rows on the page.</summary>
    CountsPage,

    /// <summary>A random number from 0 to one more than twice the number of matching rows.</summary>
    Random,
}
