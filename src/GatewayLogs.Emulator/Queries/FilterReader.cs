using System.Text.Json;
using GatewayLogs.Emulator.Http;

namespace GatewayLogs.Emulator.Queries;

/// <summary>Reads the parameter <c>filters</c>, a JSON array of keys, operators and values.</summary>
internal static class FilterReader
{
    private const string Parameter = "filters";

    /// <summary>Reads the filters; invalid ones are reported in the query's errors.</summary>
    public static IReadOnlyList<Filter> Read(QueryReader query, EmulatorQuirks quirks)
    {
        if (query.Text(Parameter) is not string text)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return ReadAll(document.RootElement, new Issues(query.Errors), quirks);
        }
        catch (JsonException)
        {
            query.Errors.Add(ApiError.Invalid("Invalid JSON", "query", Parameter));
            return [];
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json throws this exception for a string with an unpaired surrogate.
            query.Errors.Add(ApiError.Invalid("Invalid Unicode in a string", "query", Parameter));
            return [];
        }
    }

    private static Filter[] ReadAll(JsonElement filters, Issues issues, EmulatorQuirks quirks)
    {
        if (filters.ValueKind != JsonValueKind.Array)
        {
            issues.Add($"Expected array, received {GetName(filters)}");
            return [];
        }

        var operators = FilterOperator.With(quirks);
        var all = filters.EnumerateArray().Select((filter, index) => ReadOne(filter, issues.At(index), operators, quirks));
        return [.. all.OfType<Filter>()];
    }

    private static Filter? ReadOne(
        JsonElement filter, Issues issues, IReadOnlyDictionary<string, FilterOperator.Translation> operators, EmulatorQuirks quirks)
    {
        if (filter.ValueKind != JsonValueKind.Object)
        {
            issues.Add($"Expected object, received {GetName(filter)}");
            return null;
        }

        var key = Choice(filter, "key", quirks.CreatedAtInSeconds ? FilterKey.InWholeSeconds : FilterKey.All, issues);
        if (key is not null && key.Name == quirks.RejectedFilterKey)
        {
            issues.At("key").Add(ApiError.InvalidChoice(FilterKey.All.Keys.Where(name => name != key.Name), key.Name));
        }

        var translate = Choice(filter, "operator", operators, issues);
        var values = Values(filter, issues.At("value"));
        return key is not null && translate is not null && values is not null
            ? new Filter(key, translate, quirks.FirstValueOnly ? [.. values.Take(1)] : values)
            : null;
    }

    private static T? Choice<T>(JsonElement filter, string name, IReadOnlyDictionary<string, T> choices, Issues issues)
        where T : class
    {
        if (!filter.TryGetProperty(name, out var member))
        {
            issues.At(name).Add("Required");
            return null;
        }

        if (member.ValueKind != JsonValueKind.String)
        {
            issues.At(name).Add($"Expected string, received {GetName(member)}");
            return null;
        }

        var text = member.GetString()!;
        if (!choices.TryGetValue(text, out var choice))
        {
            issues.At(name).Add(ApiError.InvalidChoice(choices.Keys, text));
        }

        return choice;
    }

    private static List<string?>? Values(JsonElement filter, Issues issues)
    {
        if (!filter.TryGetProperty("value", out var member))
        {
            issues.Add("Required");
            return null;
        }

        if (member.ValueKind != JsonValueKind.Array)
        {
            issues.Add($"Expected array, received {GetName(member)}");
            return null;
        }

        List<string?> values = [];
        foreach (var value in member.EnumerateArray())
        {
            if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                issues.At(values.Count).Add($"Expected string, received {GetName(value)}");
            }

            values.Add(value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => value.GetString(),
                _ => value.GetRawText(),
            });
        }

        return values;
    }

    private static string GetName(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };

    /// <summary>Reports errors with their path within the parameter.</summary>
    private sealed record Issues(List<ApiError> Errors, params object[] Path)
    {
        public Issues At(object step) => this with { Path = [.. Path, step] };

        public void Add(string message) => Errors.Add(ApiError.Invalid(message, ["query", Parameter, .. Path]));
    }
}
