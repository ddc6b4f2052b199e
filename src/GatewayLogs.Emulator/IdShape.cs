namespace GatewayLogs.Emulator;

/// <summary>The shape of the ids that the emulator generates.</summary>
public enum IdShape
{
    /// <summary>ULIDs before 8 October 2026 and version 7 UUIDs from then on, like the service.</summary>
    ByDate,

    /// <summary>ULIDs: 26 uppercase letters and digits.</summary>
    Ulid,

    /// <summary>Version 7 UUIDs in lowercase.</summary>
    UuidV7,

    /// <summary>Version 4 UUIDs in lowercase, which the service was not observed to use.</summary>
    UuidV4,
}
