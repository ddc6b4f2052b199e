using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>The JSON format of a column's value.</summary>
internal enum WireForm
{
    Hidden,
    Text,
    Integer,
    Number,
    Boolean,
    Json,
    Instant,
    Microseconds,
    ZonelessInstant,
}

/// <summary>A field of a log: its name, its SQL expression, its JSON format and its stored value.</summary>
/// <param name="Name">The name in the API and of the column.</param>
/// <param name="Form">The JSON format.</param>
/// <param name="Stored">Returns the value to store for an inserted log; null for a field with the same value in every row.</param>
/// <param name="Constant">The SQL literal of a field with the same value in every row.</param>
internal sealed record LogColumn(string Name, WireForm Form, Func<EmulatedLog, object?>? Stored, string? Constant = null)
{
    private static readonly EmulatorQuirks s_none = new();

    /// <summary>Gets all fields, in the order of the API.</summary>
    public static IReadOnlyList<LogColumn> All { get; } =
    [
        new("id", WireForm.Text, log => log.Id),
        new("created_at", WireForm.Instant, log => log.CreatedAt.ToUnixTimeMilliseconds()),
        new("updated_at", WireForm.ZonelessInstant, log => (log.UpdatedAt ?? log.CreatedAt).ToUnixTimeMilliseconds()),
        new("provider", WireForm.Text, log => log.Provider),
        new("model", WireForm.Text, log => log.Model),
        new("model_type", WireForm.Text, log => log.ModelType),
        new("path", WireForm.Text, log => log.Path),
        new("duration", WireForm.Integer, log => log.Duration),
        new("success", WireForm.Boolean, log => log.Success),
        new("cached", WireForm.Boolean, log => log.Cached),
        new("tokens_in", WireForm.Integer, log => log.TokensIn),
        new("tokens_out", WireForm.Integer, log => log.TokensOut),
        new("cost", WireForm.Json, log => log.Cost),
        new("custom_cost", WireForm.Boolean, log => log.CustomCost),
        new("metadata", WireForm.Json, log => log.Metadata),
        new("status_code", WireForm.Integer, log => log.StatusCode),
        new("step", WireForm.Integer, log => log.Step),
        new("request_type", WireForm.Text, log => log.RequestType),
        new("request_content_type", WireForm.Text, log => log.RequestContentType ?? log.Request?.ContentType ?? ""),
        new("response_content_type", WireForm.Text, log => log.ResponseContentType ?? log.Response?.ContentType ?? ""),
        new("event_id", WireForm.Text, log => log.EventId),
        new("timings", WireForm.Json, log => log.Timings),
        new("location", WireForm.Json, log => log.Location),
        new("feedback", WireForm.Number, log => log.Feedback),
        new("score", WireForm.Number, log => log.Score),
        new("request", WireForm.Text, Stored: null, "''"),
        new("response", WireForm.Text, Stored: null, "''"),
        new("prompts", WireForm.Json, Stored: null, "NULL"),
        new("guardrails", WireForm.Json, Stored: null, "NULL"),
        new("byok", WireForm.Json, Stored: null, "NULL"),
        new("authentication", WireForm.Boolean, log => log.Authentication),
        new("wholesale", WireForm.Boolean, log => log.Wholesale),
        new("compatibility_mode", WireForm.Hidden, log => log.CompatibilityMode),
        new("user_agent", WireForm.Text, log => log.UserAgent),
        new("usage_metadata", WireForm.Json, log => log.UsageMetadata),
        new("dlp_action", WireForm.Text, log => log.DlpAction),
        new("dlp_profiles", WireForm.Json, log => log.DlpProfiles),
        new("cost_number", WireForm.Hidden, log => log.Cost is null ? null : double.Parse(log.Cost, CultureInfo.InvariantCulture)),
        new("tokens", WireForm.Hidden, log => (log.TokensIn ?? 0) + (log.TokensOut ?? 0)),
    ];

    /// <summary>Gets the fields of a row; their ordinals are those of <see cref="SelectList"/>.</summary>
    public static IReadOnlyList<LogColumn> OnTheWire { get; } = [.. All.Where(column => column.Form != WireForm.Hidden)];

    /// <summary>Gets the columns to select from <c>logs</c> for a row.</summary>
    public static string SelectList { get; } = string.Join(", ", OnTheWire.Select(column => column.Constant ?? column.Name));

    /// <summary>Writes the members of the current row of <paramref name="row"/>.</summary>
    public static void WriteRow(Utf8JsonWriter json, SqliteDataReader row, EmulatorQuirks quirks)
    {
        for (var ordinal = 0; ordinal < OnTheWire.Count; ordinal++)
        {
            var column = OnTheWire[ordinal];
            if (column.Name != quirks.OmittedField)
            {
                json.WritePropertyName(column.Name);
                WriteValue(json, row, ordinal, column.GetForm(quirks), column.Name == "updated_at" && quirks.UpdatedAtInLocalTime ? 2 : 0);
            }
        }

        if (quirks.ExtraField is { } name)
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Returns the SHA-256 of the current row of <paramref name="row"/> as a list without quirks writes it.</summary>
    public static byte[] HashRow(ArrayBufferWriter<byte> scratch, SqliteDataReader row)
    {
        scratch.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(scratch, WireJson.Options))
        {
            json.WriteStartObject();
            WriteRow(json, row, s_none);
            json.WriteEndObject();
        }

        return SHA256.HashData(scratch.WrittenSpan);
    }

    private WireForm GetForm(EmulatorQuirks quirks) => Form switch
    {
        WireForm.Json when Name == "metadata" && quirks.MetadataAsString => WireForm.Text,
        WireForm.Integer when quirks.IntegersAsText => WireForm.Text,
        WireForm.Instant when quirks.CreatedAtInMicroseconds => WireForm.Microseconds,
        WireForm.ZonelessInstant when quirks.UpdatedAtWithOffset => WireForm.Instant,
        _ => Form,
    };

    private static void WriteValue(Utf8JsonWriter json, SqliteDataReader row, int ordinal, WireForm form, int hours)
    {
        if (row.IsDBNull(ordinal))
        {
            json.WriteNullValue();
            return;
        }

        switch (form)
        {
            case WireForm.Integer: json.WriteNumberValue(row.GetInt64(ordinal)); break;
            case WireForm.Number: json.WriteNumberValue(row.GetDouble(ordinal)); break;
            case WireForm.Boolean: json.WriteBooleanValue(row.GetBoolean(ordinal)); break;
            case WireForm.Json: json.WriteRawValue(row.GetString(ordinal), skipInputValidation: true); break;
            case WireForm.Instant: json.WriteStringValue(Time(row, ordinal, hours, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'")); break;
            case WireForm.Microseconds: json.WriteStringValue(Time(row, ordinal, hours, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'")); break;
            case WireForm.ZonelessInstant: json.WriteStringValue(Time(row, ordinal, hours, "yyyy-MM-dd HH:mm:ss")); break;
            default: json.WriteStringValue(row.GetString(ordinal)); break;
        }
    }

    private static string Time(SqliteDataReader row, int ordinal, int hours, string format) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(ordinal)).AddHours(hours).ToString(format, CultureInfo.InvariantCulture);
}
