using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Control;

/// <summary>What a test, in whatever language, asks of the emulator itself. None of it exists at the service.</summary>
internal sealed class ControlEndpoints(GatewayLogsEmulator emulator)
{
    /// <summary>Where it begins; off the API's paths.</summary>
    public const string Path = "/_emulator";

    private const string Json = "application/json";
    private const int ConstraintViolated = 19;

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(Path);

        // As RequestDelegate: the other overloads bind arguments by reflection.
        group.MapGet("/health", context => Write(context, new { Status = "ready", emulator.BaseAddress, Now = emulator.UtcNow }));
        group.MapGet("/quirks", context => Write(context, emulator.Quirks));
        group.MapPut("/quirks", context => Change(context, text => emulator.Quirks = SettingsJson.Parse<EmulatorQuirks>(text)));
        group.MapGet("/faults", context => Write(context, emulator.Faults));
        group.MapPut("/faults", context => Change(context, text => emulator.Faults = SettingsJson.ParseRules(text)));
        group.MapPost("/faults", context => Change(context, text =>
        {
            emulator.AddFaults([.. SettingsJson.ParseRules(text)]);
            return emulator.Faults;
        }));
        group.MapGet("/clock", context => Write(context, new { Now = emulator.UtcNow }));
        group.MapPut("/clock", context => Change(context, text =>
        {
            SettingsJson.Parse<ClockChange>(text).ApplyTo(emulator);
            return new { Now = emulator.UtcNow };
        }));
        group.MapPost("/logs", context => Change(context, text => new { Inserted = emulator.AddLogs(text) }));
        group.MapPost("/seed", context => Change(context, text =>
        {
            Seeding seeding = SettingsJson.Parse<Seeding>(text);
            return new { Inserted = emulator.AddSeededLogs(seeding.Seed, seeding.Logs) };
        }));
        group.MapPost("/reset", context => Change(context, _ =>
        {
            emulator.Reset();
            return new { Status = "ready" };
        }));
        group.MapGet("/requests", context => Write(context, new { Counts = emulator.RequestCounts, Requests = Requests(context) }));
        group.MapGet("/ledger", WriteLedger);
        group.MapGet("/ledger/digest", context => Write(context, emulator.LedgerDigest()));
    }

    private IEnumerable<EmulatedRequest> Requests(HttpContext context)
    {
        string operation = context.Request.Query["operation"].ToString();
        return emulator.Requests.Where(request => operation.Length == 0 || request.Operation == operation);
    }

    private async Task WriteLedger(HttpContext context)
    {
        context.Response.ContentType = "application/x-ndjson";
        foreach (LedgerEntry[] entries in emulator.Ledger().Chunk(1_000))
        {
            StringBuilder lines = new();
            foreach (LedgerEntry entry in entries)
            {
                lines.Append(JsonSerializer.Serialize(entry, SettingsJson.Options)).Append('\n');
            }

            await context.Response.WriteAsync(lines.ToString(), context.RequestAborted);
        }
    }

    private static async Task Change<T>(HttpContext context, Func<string, T> change)
    {
        try
        {
            using StreamReader reader = new(context.Request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
            await Write(context, change(await reader.ReadToEndAsync(context.RequestAborted)));
        }
        catch (ArgumentException exception)
        {
            // Also what the decoder throws for bytes that are not UTF-8.
            await Refuse(context, StatusCodes.Status400BadRequest, exception.Message);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == ConstraintViolated)
        {
            await Refuse(context, StatusCodes.Status409Conflict, "Nothing was inserted: an id is taken already, or is there twice.");
        }
    }

    private static Task Refuse(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return Write(context, new { Error = error });
    }

    private static Task Write<T>(HttpContext context, T value)
    {
        context.Response.ContentType = Json;
        return context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, SettingsJson.Options), context.RequestAborted).AsTask();
    }

    /// <summary>A made-up past to insert.</summary>
    [SuppressMessage("Performance", "CA1812:Avoid uninstantiated internal classes", Justification = "The JSON reader makes it.")]
    private sealed record Seeding(ulong Seed, int Logs);

    /// <summary>How the clock is to be moved: to a time, by a time, or both in this order.</summary>
    [SuppressMessage("Performance", "CA1812:Avoid uninstantiated internal classes", Justification = "The JSON reader makes it.")]
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
