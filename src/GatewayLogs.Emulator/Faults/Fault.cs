namespace GatewayLogs.Emulator.Faults;

/// <summary>One way to break an answer.</summary>
public record Fault
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>How long to wait before anything else is done, in the time of the options' clock. Default 0; at most a day.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>
    /// Whether the request is executed although its answer is not what it should be. Default null: not for <see cref="FaultKind.Status"/>,
    /// and for all other kinds it is. <see cref="FaultKind.Delay"/> and <see cref="FaultKind.DuplicateRows"/> do not take false.
    /// </summary>
    public bool? Execute { get; init; }

    /// <summary>The status of <see cref="FaultKind.Status"/>, 200 to 599. Default 500.</summary>
    public int Status { get; init; } = StatusCodes.Status500InternalServerError;

    /// <summary>The body of <see cref="FaultKind.Status"/>. Default null: an error in the envelope.</summary>
    public string? Body { get; init; }

    /// <summary>The media type of <see cref="Body"/>. Default <c>application/json</c>.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>More headers for the answer, such as <c>retry-after</c>. Default none.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// By how much <see cref="FaultKind.WrongContentLength"/> is wrong (default 16; negative promises less than is sent), or how large
    /// <see cref="FaultKind.GzipBomb"/> becomes (default 256 MiB).
    /// </summary>
    public long? Bytes { get; init; }

    /// <summary>How many rows <see cref="FaultKind.DuplicateRows"/> repeats, 1 to 50. Default 1.</summary>
    public int Rows { get; init; } = 1;

    /// <summary>What is wrong with the fault itself; empty when nothing is.</summary>
    internal virtual IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Kind))
        {
            yield return $"Kind {Kind} is none of the kinds of faults.";
        }

        if (Execute == false && Kind is FaultKind.Delay or FaultKind.DuplicateRows)
        {
            yield return $"Execute is false; the answer of {Kind} is there only when the request is executed.";
        }

        if (Status is < StatusCodes.Status200OK or > 599)
        {
            yield return $"Status is {Status}; expected 200 to 599.";
        }

        if (Delay < TimeSpan.Zero || Delay > s_longest)
        {
            yield return $"Delay is {Delay}; expected 0 to a day.";
        }

        if (Rows is < 1 or > 50)
        {
            yield return $"Rows is {Rows}; expected 1 to 50.";
        }

        if (Bytes == 0 || (Kind == FaultKind.GzipBomb && Bytes < 0))
        {
            yield return $"Bytes is {Bytes}; expected another number than 0, and for a bomb a positive one.";
        }

        foreach ((string name, string value) in Headers)
        {
            if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') || value.Any(char.IsControl))
            {
                yield return "A header has a name other than letters, digits, - and _, or a value with control characters.";
            }
        }
    }
}
