using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using GatewayLogs.Emulator.Http;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Control;

/// <summary>Maps the endpoints that control the emulator itself, for tests in any language. The real service does not have them.</summary>
internal sealed class ControlEndpoints(GatewayLogsEmulator emulator)
{
    /// <summary>The path prefix of the control endpoints, outside the API's paths.</summary>
    public const string Path = "/_emulator";

    // A request can contain two bodies of the maximum size in base64. Settings are far smaller.
    private const int MaximumLogs = 32 * 1024 * 1024;
    private const int MaximumSettings = 1024 * 1024;

    // Seeded logs are inserted in one transaction, so they are all in memory at the same time.
    private const int MaximumSeeded = 100_000;

    private const int ConstraintViolated = 19;

    /// <summary>Returns whether a request is below the control path. Letter case is ignored, because routing ignores it.</summary>
    public static bool Contain(HttpRequest request) => request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase);

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path);

        // Uses the RequestDelegate overloads, because the others bind arguments by reflection.
        group.MapGet("/health", context => ControlResponse.WriteAsync(context, new { Status = "ready", emulator.BaseAddress, Now = emulator.UtcNow }));
        group.MapGet("/quirks", context => ControlResponse.WriteAsync(context, emulator.Quirks));
        group.MapPut("/quirks", context => ChangeAsync(context, text => emulator.Quirks = SettingsJson.Parse<EmulatorQuirks>(text)));
        group.MapGet("/faults", context => ControlResponse.WriteAsync(context, emulator.Faults));
        group.MapPut("/faults", context => ChangeAsync(context, text => emulator.Faults = SettingsJson.ParseRules(text)));
        group.MapPost("/faults", context => ChangeAsync(context, text =>
        {
            emulator.AddFaults([.. SettingsJson.ParseRules(text)]);
            return emulator.Faults;
        }));
        group.MapGet("/clock", context => ControlResponse.WriteAsync(context, new { Now = emulator.UtcNow }));
        group.MapPut("/clock", context => ChangeAsync(context, text =>
        {
            SettingsJson.Parse<ClockChange>(text).ApplyTo(emulator);
            return new { Now = emulator.UtcNow };
        }));
        group.MapPost("/logs", context => ChangeAsync(context, MaximumLogs, body => new { Inserted = emulator.AddLogs(body) }));
        group.MapPost("/seed", context => ChangeAsync(context, text =>
        {
            var seeding = SettingsJson.Parse<Seeding>(text);
            if (seeding.Logs > MaximumSeeded)
            {
                throw new ArgumentException($"logs is {seeding.Logs}; expected at most {MaximumSeeded}. Send several requests with different seeds.");
            }

            return new { Inserted = emulator.AddSeededLogs(seeding.Seed, seeding.Logs) };
        }));
        group.MapPost("/reset", context => ChangeAsync(context, _ =>
        {
            emulator.Reset();
            return new { Status = "ready" };
        }));
        group.MapGet("/requests", context => ControlResponse.WriteAsync(context, new { Counts = emulator.RequestCounts, Requests = Requests(context) }));
        group.MapGet("/ledger", WriteLedgerAsync);
        group.MapGet("/ledger/digest", context => ControlResponse.WriteAsync(context, emulator.LedgerDigest()));
    }

    private IEnumerable<EmulatedRequest> Requests(HttpContext context)
    {
        var operation = context.Request.Query["operation"].ToString();
        return emulator.Requests.Where(request => operation.Length == 0 || request.Operation == operation);
    }

    private async Task WriteLedgerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/x-ndjson";
        foreach (var entries in emulator.Ledger().Chunk(1_000))
        {
            var lines = new StringBuilder();
            foreach (var entry in entries)
            {
                lines.Append(JsonSerializer.Serialize(entry, SettingsJson.Options)).Append('\n');
            }

            await context.Response.WriteAsync(lines.ToString(), context.RequestAborted);
        }
    }

    /// <summary>Executes a change that is described by a small text body.</summary>
    private static Task ChangeAsync<T>(HttpContext context, Func<string, T> change) =>
        ChangeAsync(context, MaximumSettings, body => change(Encoding.UTF8.GetString(body.Span)));

    private static async Task ChangeAsync<T>(HttpContext context, int maximumBody, Func<ReadOnlyMemory<byte>, T> change)
    {
        try
        {
            var body = await RequestBody.ReadAsync(context, maximumBody);
            if (!Utf8.IsValid(body.Span))
            {
                throw new ArgumentException("The request body is not UTF-8; expected JSON in UTF-8.");
            }

            await ControlResponse.WriteAsync(context, change(body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body));
        }
        catch (BadHttpRequestException exception)
        {
            await ControlResponse.RejectAsync(context, exception.StatusCode, exception.Message);
        }
        catch (ArgumentException exception)
        {
            await ControlResponse.RejectAsync(context, StatusCodes.Status400BadRequest, exception.Message);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == ConstraintViolated)
        {
            await ControlResponse.RejectAsync(
                context, StatusCodes.Status409Conflict,
                "No logs were inserted: an id already exists, or occurs twice in the request. Send logs with unique ids.");
        }
    }

    /// <summary>A request for generated logs.</summary>
    [SuppressMessage("Performance", "CA1812:Avoid uninstantiated internal classes", Justification = "Created by the JSON serializer.")]
    private sealed record Seeding(ulong Seed, int Logs);

    /// <summary>A change of the clock: sets it, advances it, or sets it and then advances it.</summary>
    [SuppressMessage("Performance", "CA1812:Avoid uninstantiated internal classes", Justification = "Created by the JSON serializer.")]
    private sealed record ClockChange(DateTimeOffset? Now, TimeSpan? Advance)
    {
        public void ApplyTo(GatewayLogsEmulator emulator)
        {
            if (Now is null && Advance is null)
            {
                throw new ArgumentException("Expected a member \"now\" or \"advance\".");
            }

            if (Now is DateTimeOffset now)
            {
                emulator.SetClock(now);
            }

            emulator.AdvanceClock(Advance ?? TimeSpan.Zero);
        }
    }
}
