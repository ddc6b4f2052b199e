using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using GatewayLogs.Emulator.Http;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Control;

/// <summary>What a test, in whatever language, asks of the emulator itself. None of it exists at the service.</summary>
internal sealed class ControlEndpoints(GatewayLogsEmulator emulator)
{
    /// <summary>Where it begins; off the API's paths.</summary>
    public const string Path = "/_emulator";

    // Two bodies of the largest size, in base64, fit into a request. Settings are far smaller.
    private const int MaximumLogs = 32 * 1024 * 1024;
    private const int MaximumSettings = 1024 * 1024;

    // They are inserted all or none, and so are in memory all at once.
    private const int MaximumSeeded = 100_000;

    private const int ConstraintViolated = 19;

    /// <summary>Returns whether a request is below the control path. Letter case is ignored, because routing ignores it.</summary>
    public static bool Contain(HttpRequest request) => request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase);

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(Path);

        // As RequestDelegate: the other overloads bind arguments by reflection.
        group.MapGet("/health", context => ControlResponse.WriteAsync(context, new { Status = "ready", emulator.BaseAddress, Now = emulator.UtcNow }));
        group.MapGet("/quirks", context => ControlResponse.WriteAsync(context, emulator.Quirks));
        group.MapPut("/quirks", context => Change(context, text => emulator.Quirks = SettingsJson.Parse<EmulatorQuirks>(text)));
        group.MapGet("/faults", context => ControlResponse.WriteAsync(context, emulator.Faults));
        group.MapPut("/faults", context => Change(context, text => emulator.Faults = SettingsJson.ParseRules(text)));
        group.MapPost("/faults", context => Change(context, text =>
        {
            emulator.AddFaults([.. SettingsJson.ParseRules(text)]);
            return emulator.Faults;
        }));
        group.MapGet("/clock", context => ControlResponse.WriteAsync(context, new { Now = emulator.UtcNow }));
        group.MapPut("/clock", context => Change(context, text =>
        {
            SettingsJson.Parse<ClockChange>(text).ApplyTo(emulator);
            return new { Now = emulator.UtcNow };
        }));
        group.MapPost("/logs", context => Change(context, MaximumLogs, body => new { Inserted = emulator.AddLogs(body) }));
        group.MapPost("/seed", context => Change(context, text =>
        {
            Seeding seeding = SettingsJson.Parse<Seeding>(text);
            if (seeding.Logs > MaximumSeeded)
            {
                throw new ArgumentException($"logs is {seeding.Logs}; expected at most {MaximumSeeded}. Send several requests with different seeds.");
            }

            return new { Inserted = emulator.AddSeededLogs(seeding.Seed, seeding.Logs) };
        }));
        group.MapPost("/reset", context => Change(context, _ =>
        {
            emulator.Reset();
            return new { Status = "ready" };
        }));
        group.MapGet("/requests", context => ControlResponse.WriteAsync(context, new { Counts = emulator.RequestCounts, Requests = Requests(context) }));
        group.MapGet("/ledger", WriteLedger);
        group.MapGet("/ledger/digest", context => ControlResponse.WriteAsync(context, emulator.LedgerDigest()));
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

    /// <summary>Executes a change that the body, a small text, describes.</summary>
    private static Task Change<T>(HttpContext context, Func<string, T> change) =>
        Change(context, MaximumSettings, body => change(Encoding.UTF8.GetString(body.Span)));

    private static async Task Change<T>(HttpContext context, int maximumBody, Func<ReadOnlyMemory<byte>, T> change)
    {
        try
        {
            var body = await RequestBody.ReadAsync(context, maximumBody);
            if (!Utf8.IsValid(body.Span))
            {
                throw new ArgumentException("The request body is not UTF-8.");
            }

            await ControlResponse.WriteAsync(context, change(body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body));
        }
        catch (BadHttpRequestException exception)
        {
            await ControlResponse.RefuseAsync(context, exception.StatusCode, exception.Message);
        }
        catch (ArgumentException exception)
        {
            await ControlResponse.RefuseAsync(context, StatusCodes.Status400BadRequest, exception.Message);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == ConstraintViolated)
        {
            await ControlResponse.RefuseAsync(context, StatusCodes.Status409Conflict, "Nothing was inserted: an id is taken already, or is there twice.");
        }
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
