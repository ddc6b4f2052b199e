namespace GatewayLogs;

/// <summary>What a row says about a filter it was listed with.</summary>
internal enum FilterMatch
{
    /// <summary>The row does not show enough, or the service's rule is not known.</summary>
    Unknown,

    /// <summary>The row shows that it matches.</summary>
    Matches,

    /// <summary>The row shows that it cannot have matched: the service did not apply the filter.</summary>
    Contradicts,
}
