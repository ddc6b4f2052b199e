namespace GatewayLogs.Cli.Connection;

/// <summary>A value that a command runs with, and where it came from.</summary>
internal sealed record Setting(string Name, string? Value, string Source)
{
    public bool IsSecret { get; init; }

    /// <summary>The value as it may be shown; of a secret, that it is there.</summary>
    public string Shown => Value is null ? "not set" : IsSecret ? "set, not shown" : Value;

    /// <summary>Prints no value: it may be a secret.</summary>
    public override string ToString() => $"{Name} from {Source}";
}
