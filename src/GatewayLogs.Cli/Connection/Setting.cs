namespace GatewayLogs.Cli.Connection;

/// <summary>The value of a setting, and the flag, environment variable or profile that it comes from.</summary>
internal sealed record Setting(string Name, string? Value, string Source)
{
    public bool IsSecret { get; init; }

    /// <summary>Gets the value for display. The value of a secret is not shown.</summary>
    public string Shown => Value is null ? "not set" : IsSecret ? "set, not shown" : Value;

    /// <summary>Returns the name and the source, without the value, which may be secret.</summary>
    public override string ToString() => $"{Name} from {Source}";
}
