using System.Text;
using System.Text.Json;
using GatewayLogs.Emulator.Seeding;
using GatewayLogs.Emulator.Storage;

namespace GatewayLogs.Emulator.Control;

/// <summary>
/// Reads logs to insert: JSON objects with the optional members of a list's rows, plus <c>request_body</c> and
/// <c>response_body</c>, which are objects with <c>content_type</c> and either <c>text</c> or <c>base64</c>.
/// </summary>
internal static class LogJson
{
    private static readonly HashSet<string> s_members =
    [
        .. LogColumn.OnTheWire.Where(column => column.Stored is not null).Select(column => column.Name),
        "compatibility_mode", "request_body", "response_body",
    ];

    private static readonly string[] s_bodyMembers = ["content_type", "text", "base64"];

    /// <summary>Reads an array of logs, or a single log.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="now">The creation time of logs that do not specify one.</param>
    /// <param name="ids">The shape of the ids that are generated for logs without one.</param>
    /// <exception cref="ArgumentException">The JSON is invalid; the message contains the location and the reason.</exception>
    public static IReadOnlyList<EmulatedLog> Read(ReadOnlyMemory<byte> json, DateTimeOffset now, IdShape ids)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Array
                ? [.. root.EnumerateArray().Select((log, index) => ReadOne(log, $"[{index}]", now, ids))]
                : [ReadOne(root, "$", now, ids)];
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"Not JSON: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // System.Text.Json throws this exception for a string with an unpaired surrogate.
            throw new ArgumentException("Invalid Unicode in a string.", exception);
        }
    }

    private static EmulatedLog ReadOne(JsonElement log, string at, DateTimeOffset now, IdShape ids)
    {
        var members = new Members(log, at, s_members);
        var defaults = new EmulatedLog { Id = "", CreatedAt = now };
        var createdAt = members.Time("created_at") ?? now;
        var request = Body(members, "request_body");
        var response = Body(members, "response_body");
        return new EmulatedLog
        {
            Id = members.Text("id") ?? SeededIds.New(ids, createdAt),
            CreatedAt = createdAt,
            UpdatedAt = members.Time("updated_at"),
            Provider = members.Text("provider") ?? defaults.Provider,
            Model = members.Text("model") ?? defaults.Model,
            ModelType = members.Text("model_type") ?? defaults.ModelType,
            Path = members.Text("path") ?? defaults.Path,
            Duration = members.Integer("duration") ?? defaults.Duration,
            Success = members.Boolean("success") ?? defaults.Success,
            Cached = members.Boolean("cached") ?? defaults.Cached,
            TokensIn = members.Has("tokens_in") ? members.Integer("tokens_in") : defaults.TokensIn,
            TokensOut = members.Has("tokens_out") ? members.Integer("tokens_out") : defaults.TokensOut,
            Cost = members.Has("cost") ? members.Number("cost") : defaults.Cost,
            CustomCost = members.Boolean("custom_cost") ?? defaults.CustomCost,
            Metadata = members.Json("metadata"),
            StatusCode = (int)(members.Integer("status_code") ?? defaults.StatusCode),
            Step = (int)(members.Integer("step") ?? defaults.Step),
            RequestType = members.Text("request_type") ?? defaults.RequestType,
            RequestContentType = members.Text("request_content_type"),
            ResponseContentType = members.Text("response_content_type"),
            EventId = members.Text("event_id") ?? defaults.EventId,
            Timings = members.Json("timings"),
            Location = members.Json("location"),
            Feedback = members.Double("feedback"),
            Score = members.Double("score"),
            Authentication = members.Boolean("authentication") ?? defaults.Authentication,
            Wholesale = members.Boolean("wholesale") ?? defaults.Wholesale,
            CompatibilityMode = members.Boolean("compatibility_mode") ?? defaults.CompatibilityMode,
            UserAgent = members.Text("user_agent") ?? defaults.UserAgent,
            UsageMetadata = members.Json("usage_metadata"),
            DlpAction = members.Text("dlp_action") ?? defaults.DlpAction,
            DlpProfiles = members.Json("dlp_profiles"),
            Request = request,
            Response = response,
        };
    }

    private static EmulatedBody? Body(Members log, string name)
    {
        if (log.Object(name, s_bodyMembers) is not Members body)
        {
            return null;
        }

        var contentType = body.Text("content_type") ?? "application/json";
        return body.Base64("base64") is byte[] bytes ? new EmulatedBody(bytes, contentType)
            : new EmulatedBody(Encoding.UTF8.GetBytes(body.Text("text") ?? ""), contentType);
    }
}
