using System.Text.Json;
using GatewayLogs.Benchmarks.Raw;

namespace GatewayLogs.Benchmarks.HandWritten;

/// <summary>Reads a row, from its start to its end.</summary>
internal static class LogRowReader
{
    public static LogRow Read(ref Utf8JsonReader json, RepeatedTexts? texts)
    {
        var row = new LogRow();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.ValueSpan;
            switch ((name.Length << 8) | (name.Length > 0 ? name[0] : 0))
            {
                case (2 << 8) | 'i' when name.SequenceEqual("id"u8): row.Id = Text(ref json) ?? ""; break;
                case (10 << 8) | 'c' when name.SequenceEqual("created_at"u8): row.CreatedAt = Instant(ref json); break;
                case (10 << 8) | 'u' when name.SequenceEqual("updated_at"u8): row.UpdatedAt = Text(ref json); break;
                case (8 << 8) | 'p' when name.SequenceEqual("provider"u8): row.Provider = Text(ref json, texts); break;
                case (5 << 8) | 'm' when name.SequenceEqual("model"u8): row.Model = Text(ref json, texts); break;
                case (10 << 8) | 'm' when name.SequenceEqual("model_type"u8): row.ModelType = Text(ref json, texts); break;
                case (4 << 8) | 'p' when name.SequenceEqual("path"u8): row.Path = Text(ref json, texts); break;
                case (8 << 8) | 'd' when name.SequenceEqual("duration"u8): row.Duration = Int64(ref json); break;
                case (7 << 8) | 's' when name.SequenceEqual("success"u8): row.Success = Boolean(ref json); break;
                case (6 << 8) | 'c' when name.SequenceEqual("cached"u8): row.Cached = Boolean(ref json); break;
                case (9 << 8) | 't' when name.SequenceEqual("tokens_in"u8): row.TokensIn = Int64(ref json); break;
                case (10 << 8) | 't' when name.SequenceEqual("tokens_out"u8): row.TokensOut = Int64(ref json); break;
                case (4 << 8) | 'c' when name.SequenceEqual("cost"u8): row.Cost = Decimal(ref json); break;
                case (11 << 8) | 'c' when name.SequenceEqual("custom_cost"u8): row.CustomCost = Boolean(ref json); break;
                case (8 << 8) | 'm' when name.SequenceEqual("metadata"u8): row.Metadata = Tree(ref json); break;
                case (11 << 8) | 's' when name.SequenceEqual("status_code"u8): row.StatusCode = Int32(ref json); break;
                case (4 << 8) | 's' when name.SequenceEqual("step"u8): row.Step = Int32(ref json); break;
                case (12 << 8) | 'r' when name.SequenceEqual("request_type"u8): row.RequestType = Text(ref json, texts); break;
                case (20 << 8) | 'r' when name.SequenceEqual("request_content_type"u8): row.RequestContentType = Text(ref json, texts); break;
                case (21 << 8) | 'r' when name.SequenceEqual("response_content_type"u8): row.ResponseContentType = Text(ref json, texts); break;
                case (8 << 8) | 'e' when name.SequenceEqual("event_id"u8): row.EventId = Text(ref json); break;
                case (7 << 8) | 't' when name.SequenceEqual("timings"u8): row.Timings = Timings(ref json); break;
                case (8 << 8) | 'l' when name.SequenceEqual("location"u8): row.Location = Location(ref json, texts); break;
                case (8 << 8) | 'f' when name.SequenceEqual("feedback"u8): row.Feedback = Decimal(ref json); break;
                case (5 << 8) | 's' when name.SequenceEqual("score"u8): row.Score = Decimal(ref json); break;
                case (7 << 8) | 'r' when name.SequenceEqual("request"u8): row.Request = Text(ref json); break;
                case (8 << 8) | 'r' when name.SequenceEqual("response"u8): row.Response = Text(ref json); break;
                case (7 << 8) | 'p' when name.SequenceEqual("prompts"u8): row.Prompts = Tree(ref json); break;
                case (10 << 8) | 'g' when name.SequenceEqual("guardrails"u8): row.Guardrails = Tree(ref json); break;
                case (4 << 8) | 'b' when name.SequenceEqual("byok"u8): row.Byok = Tree(ref json); break;
                case (14 << 8) | 'a' when name.SequenceEqual("authentication"u8): row.Authentication = Boolean(ref json); break;
                case (9 << 8) | 'w' when name.SequenceEqual("wholesale"u8): row.Wholesale = Boolean(ref json); break;
                case (10 << 8) | 'u' when name.SequenceEqual("user_agent"u8): row.UserAgent = Text(ref json, texts); break;
                case (14 << 8) | 'u' when name.SequenceEqual("usage_metadata"u8): row.UsageMetadata = Tree(ref json); break;
                case (10 << 8) | 'd' when name.SequenceEqual("dlp_action"u8): row.DlpAction = Text(ref json, texts); break;
                case (12 << 8) | 'd' when name.SequenceEqual("dlp_profiles"u8): row.DlpProfiles = Tree(ref json); break;
                default: json.Skip(); break;
            }
        }

        return row;
    }

    public static bool? Boolean(ref Utf8JsonReader json) => IsNull(ref json) ? null : json.GetBoolean();

    public static int? Int32(ref Utf8JsonReader json) => IsNull(ref json) ? null : json.GetInt32();

    public static long? Int64(ref Utf8JsonReader json) => IsNull(ref json) ? null : json.GetInt64();

    private static decimal? Decimal(ref Utf8JsonReader json) => IsNull(ref json) ? null : json.GetDecimal();

    private static double? Double(ref Utf8JsonReader json) => IsNull(ref json) ? null : json.GetDouble();

    private static DateTimeOffset? Instant(ref Utf8JsonReader json) => IsNull(ref json) ? null : json.GetDateTimeOffset();

    private static JsonElement? Tree(ref Utf8JsonReader json) => IsNull(ref json) ? null : JsonElement.ParseValue(ref json);

    private static string? Text(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString();
    }

    private static string? Text(ref Utf8JsonReader json, RepeatedTexts? texts)
    {
        json.Read();
        return texts is null || json.TokenType == JsonTokenType.Null ? json.GetString() : texts.Get(ref json);
    }

    private static LogTimings? Timings(ref Utf8JsonReader json)
    {
        if (IsNull(ref json))
        {
            return null;
        }

        var timings = new LogTimings();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("total"u8))
            {
                timings.Total = Double(ref json);
            }
            else if (json.ValueTextEquals("latency"u8))
            {
                timings.Latency = Double(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return timings;
    }

    private static LogLocation? Location(ref Utf8JsonReader json, RepeatedTexts? texts)
    {
        if (IsNull(ref json))
        {
            return null;
        }

        var location = new LogLocation();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("region"u8))
            {
                location.Region = Text(ref json, texts);
            }
            else if (json.ValueTextEquals("colo"u8))
            {
                location.Colo = Text(ref json, texts);
            }
            else
            {
                json.Skip();
            }
        }

        return location;
    }

    private static bool IsNull(ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.Null;
}
