namespace GatewayLogs.Emulator;

/// <summary>The shape of ids that the emulator makes.</summary>
public enum IdShape
{
    /// <summary>ULIDs before 8 October 2026 and UUIDs of version 7 from then on, as the service changed over.</summary>
    ByDate,

    /// <summary>ULIDs: 26 upper-case letters and digits.</summary>
    Ulid,

    /// <summary>UUIDs of version 7, in lower case.</summary>
    UuidV7,
}
