using GatewayLogs.Emulator.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace GatewayLogs.Emulator.Queries;

/// <summary>Reads query parameters one by one, and remembers what was wrong with them and which of them nobody asked for.</summary>
internal sealed class QueryReader
{
    private readonly Dictionary<string, List<string>> _sent = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public QueryReader(QueryString query)
    {
        // Not HttpRequest.Query: that one takes Per_Page for per_page, which the service does not.
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in new QueryStringEnumerable(query.Value))
        {
            string name = pair.DecodeName().ToString();
            if (!_sent.TryGetValue(name, out List<string>? values))
            {
                _sent[name] = values = [];
            }

            values.Add(pair.DecodeValue().ToString());
        }
    }

    /// <summary>What was wrong.</summary>
    public List<ApiError> Errors { get; } = [];

    /// <summary>The parameters that were sent and never read.</summary>
    public IEnumerable<string> Ignored => _sent.Keys.Where(name => !_asked.Contains(name));

    /// <summary>The parameter's text, or null when it was not sent.</summary>
    public string? Text(string name)
    {
        _asked.Add(name);
        if (!_sent.TryGetValue(name, out List<string>? values))
        {
            return null;
        }

        if (values.Count > 1)
        {
            Refuse(name, "Expected string, received array");
        }

        return values[0];
    }

    /// <summary>A whole number of the range, or <paramref name="missing"/>.</summary>
    public long Integer(string name, long missing, long minimum, long maximum)
    {
        double? number = Number(name);
        if (number is not double given)
        {
            return missing;
        }

        if (double.Truncate(given) != given)
        {
            Refuse(name, "Expected integer, received float");
        }
        else if (given < minimum)
        {
            Refuse(name, $"Number must be greater than or equal to {minimum}");
        }
        else if (given > maximum)
        {
            Refuse(name, $"Number must be less than or equal to {maximum}");
        }

        // Whatever the comparisons refused is not used; the cast of an unrefused number is exact.
        return (long)given;
    }

    /// <summary>A finite number, or null when the parameter was not sent or not a number.</summary>
    public double? Number(string name)
    {
        if (Text(name) is not string text)
        {
            return null;
        }

        if (WireNumber.TryParse(text, out double number))
        {
            return number;
        }

        Refuse(name, "Expected number, received nan");
        return null;
    }

    /// <summary>True or false, or null when the parameter was not sent or neither.</summary>
    public bool? Boolean(string name)
    {
        switch (Text(name))
        {
            case null: return null;
            case "true": return true;
            case "false": return false;
            default:
                Refuse(name, "Expected boolean, received string");
                return null;
        }
    }

    /// <summary>One of the choices, or null when the parameter was not sent or none of them.</summary>
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

        Refuse(name, ApiError.InvalidChoice(choices, text));
        return null;
    }

    /// <summary>A time as milliseconds since 1970, or null when the parameter was not sent or not a time.</summary>
    public double? Time(string name)
    {
        if (Text(name) is not string text)
        {
            return null;
        }

        if (Instant.TryParse(text, out double milliseconds))
        {
            return milliseconds;
        }

        Refuse(name, "Invalid datetime");
        return null;
    }

    private void Refuse(string name, string message) => Errors.Add(ApiError.Invalid(message, "query", name));
}
