using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GatewayLogs.Benchmarks.Serving;

/// <summary>The parameters of a request: a page of the rows between two times, both exclusive.</summary>
internal readonly record struct PageRequest(int Page, int PerPage, long After, long Before)
{
    private const string Filters = "filters=";

    /// <summary>Parses the request line. Unknown parameters throw, because ignoring one would make the comparison invalid.</summary>
    /// <exception cref="FormatException">The request has another path or an unknown parameter.</exception>
    public static PageRequest Parse(ReadOnlySpan<byte> line)
    {
        var target = Encoding.ASCII.GetString(line);
        var queryStart = target.IndexOf('?', StringComparison.Ordinal);
        var end = target.LastIndexOf(' ');
        if (!target.StartsWith("GET ", StringComparison.Ordinal) || queryStart < 0 || end < queryStart || !target.AsSpan(0, queryStart).EndsWith("/logs"))
        {
            throw new FormatException($"Unsupported request: {target}; expected GET …/logs?…");
        }

        var request = new PageRequest(1, 20, long.MinValue, long.MaxValue);
        foreach (var range in target.AsSpan(queryStart + 1, end - queryStart - 1).Split('&'))
        {
            request = request.With(target.AsSpan(queryStart + 1, end - queryStart - 1)[range]);
        }

        return request;
    }

    private PageRequest With(ReadOnlySpan<char> parameter) => parameter switch
    {
        _ when parameter.StartsWith("page=") => this with { Page = int.Parse(parameter["page=".Length..], CultureInfo.InvariantCulture) },
        _ when parameter.StartsWith("per_page=") => this with { PerPage = int.Parse(parameter["per_page=".Length..], CultureInfo.InvariantCulture) },
        _ when parameter.StartsWith(Filters) => WithFilters(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(parameter[Filters.Length..]))),
        "order_by=created_at" or "order_by_direction=asc" => this,
        _ => throw new FormatException($"Unsupported parameter: {parameter}."),
    };

    private PageRequest WithFilters(ReadOnlySpan<byte> filters)
    {
        var json = new Utf8JsonReader(filters);
        var request = this;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            request = request.WithFilter(ref json);
        }

        return request;
    }

    private PageRequest WithFilter(ref Utf8JsonReader json)
    {
        string? key = null, form = null;
        long? instant = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            if (json.TokenType == JsonTokenType.StartArray)
            {
                json.Read();
                instant = json.GetDateTimeOffset().ToUnixTimeMilliseconds();
                json.Read();
            }
            else
            {
                (key, form) = name == "key" ? (json.GetString(), form) : (key, json.GetString());
            }
        }

        return (key, form, instant) switch
        {
            ("created_at", "gt", { } after) => this with { After = Math.Max(After, after) },
            ("created_at", "lt", { } before) => this with { Before = Math.Min(Before, before) },
            _ => throw new FormatException($"Unsupported filter: {key} {form}; expected created_at with lt or gt."),
        };
    }
}
