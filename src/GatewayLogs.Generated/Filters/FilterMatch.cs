namespace GatewayLogs;

/// <summary>The result of comparing a row with a filter that it was listed with.</summary>
internal enum FilterMatch
{
    /// <summary>The row does not contain the field, or it is not known how the service compares it.</summary>
    Unknown,

    /// <summary>The row matches the filter.</summary>
    Matches,

    /// <summary>The row cannot have matched, so the service did not apply the filter.</summary>
    Contradicts,
}
