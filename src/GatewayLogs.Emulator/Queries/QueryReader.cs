using GatewayLogs.Emulator.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace GatewayLogs.Emulator.Queries;

/// <summary>Reads query parameters individually, and collects validation errors and the parameters that were not read.</summary>
internal sealed class QueryReader
{
    private readonly Dictionary<string, List<string>> _sent = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public QueryReader(QueryString query)
    {
        // HttpRequest.Query ignores the letter case of parameter names; the service does not.
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            var name = pair.DecodeName().ToString();
            if (!_sent.TryGetValue(name, out var values))
            {
                _sent[name] = values = [];
            }

            values.Add(pair.DecodeValue().ToString());
        }
    }

    /// <summary>Gets the validation errors.</summary>
    public List<ApiError> Errors { get; } = [];

    /// <summary>Gets the parameters that were sent but not read.</summary>
    public IEnumerable<string> Ignored => _sent.Keys.Where(name => !_read.Contains(name));

    /// <summary>Returns the text of a parameter, or null if it was not sent.</summary>
    public string? Text(string name)
    {
        _read.Add(name);
        if (!_sent.TryGetValue(name, out var values))
        {
            return null;
        }

        if (values.Count > 1)
        {
            AddError(name, "Expected string, received array");
        }

        return values[0];
    }

    /// <summary>Returns an integer within the range, or <paramref name="missing"/> if the parameter was not sent.</summary>
    public long Integer(string name, long missing, long minimum, long maximum)
    {
        var number = Number(name);
        if (number is not double given)
        {
            return missing;
        }

        if (double.Truncate(given) != given)
        {
            AddError(name, "Expected integer, received float");
        }
        else if (given < minimum)
        {
            AddError(name, $"Number must be greater than or equal to {minimum}");
        }
        else if (given > maximum)
        {
            AddError(name, $"Number must be less than or equal to {maximum}");
        }

        // The result is not used if a comparison failed; otherwise the cast is exact.
        return (long)given;
    }

    /// <summary>Returns a finite number, or null if the parameter was not sent or is not a number.</summary>
    public double? Number(string name)
    {
        if (Text(name) is not string text)
        {
            return null;
        }

        if (WireNumber.TryParse(text, out var number))
        {
            return number;
        }

        AddError(name, "Expected number, received nan");
        return null;
    }

    /// <summary>Returns a Boolean, or null if the parameter was not sent or is neither true nor false.</summary>
    public bool? Boolean(string name)
    {
        switch (Text(name))
        {
            case null: return null;
            case "true": return true;
            case "false": return false;
            default:
                AddError(name, "Expected boolean, received string");
                return null;
        }
    }

    /// <summary>Returns one of the choices, or null if the parameter was not sent or is not among the choices.</summary>
    public string? Choice(string name, IReadOnlyList<string> choices)
    {
        if (Text(name) is not string text)
        {
            return null;
        }

        if (choices.Contains(text))
        {
            return text;
        }

        AddError(name, ApiError.InvalidChoice(choices, text));
        return null;
    }

    /// <summary>Returns a time as milliseconds since 1970, or null if the parameter was not sent or is not a time.</summary>
    public double? Time(string name)
    {
        if (Text(name) is not string text)
        {
            return null;
        }

        if (Instant.TryParse(text, out var milliseconds))
        {
            return milliseconds;
        }

        AddError(name, "Invalid datetime");
        return null;
    }

    private void AddError(string name, string message) => Errors.Add(ApiError.Invalid(message, "query", name));
}
