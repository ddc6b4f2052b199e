namespace GatewayLogs.Emulator.Faults;

/// <summary>A fault to inject into a response.</summary>
public record Fault
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>Gets the kind of fault.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Gets the delay before anything else is done, measured by the clock of the options. Default 0; at most one day.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>
    /// Gets whether the request is executed even though its response is replaced. Default null: false for <see cref="FaultKind.Status"/>
    /// and true for all other kinds. Must not be false for <see cref="FaultKind.Delay"/> and <see cref="FaultKind.DuplicateRows"/>.
    /// </summary>
    public bool? Execute { get; init; }

    /// <summary>Gets the status code of <see cref="FaultKind.Status"/>, 200 to 599. Default 500.</summary>
    public int Status { get; init; } = StatusCodes.Status500InternalServerError;

    /// <summary>Gets the body of <see cref="FaultKind.Status"/>. Default null: an error in an envelope.</summary>
    public string? Body { get; init; }

    /// <summary>Gets the media type of <see cref="Body"/>. Default <c>application/json</c>.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Gets additional response headers, such as <c>retry-after</c>. Default none.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Gets by how many bytes the length of <see cref="FaultKind.WrongContentLength"/> is wrong (default 16; negative values announce fewer
    /// bytes than are sent), or the uncompressed size of <see cref="FaultKind.GzipBomb"/> (default 256 MiB).
    /// </summary>
    public long? Bytes { get; init; }

    /// <summary>Gets how many rows <see cref="FaultKind.DuplicateRows"/> duplicates, 1 to 50. Default 1.</summary>
    public int Rows { get; init; } = 1;

    /// <summary>Returns the validation errors of the fault; empty if it is valid.</summary>
    internal virtual IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Kind))
        {
            yield return $"Kind {Kind} is not a kind of fault; expected a value of FaultKind.";
        }

        if (Execute == false && Kind is FaultKind.Delay or FaultKind.DuplicateRows)
        {
            yield return $"Execute is false; {Kind} requires the response of an executed request. Leave Execute out or set it to true.";
        }

        if (Status is < StatusCodes.Status200OK or > 599)
        {
            yield return $"Status is {Status}; expected 200 to 599.";
        }

        if (Delay < TimeSpan.Zero || Delay > s_longest)
        {
            yield return $"Delay is {Delay}; expected 0 to one day.";
        }

        if (Rows is < 1 or > 50)
        {
            yield return $"Rows is {Rows}; expected 1 to 50.";
        }

        if (Bytes == 0 || (Kind == FaultKind.GzipBomb && Bytes < 0))
        {
            yield return $"Bytes is {Bytes}; expected a number other than 0, and a positive one for GzipBomb.";
        }

        foreach ((var name, var value) in Headers)
        {
            if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') || value.Any(char.IsControl))
            {
                yield return "A header is invalid; expected a name of letters, digits, - and _, and a value without control characters.";
            }
        }
    }
}
