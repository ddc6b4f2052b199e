using System.Collections;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using GatewayLogs.Bodies;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests.Fuzzing;

/// <summary>Any response is read or throws a GatewayLogsException that does not quote the body.</summary>
public class ResponseFuzzTests
{
    private static readonly HttpStatusCode[] s_statuses =
    [
        .. Enumerable.Repeat(HttpStatusCode.OK, 8), HttpStatusCode.Found, HttpStatusCode.BadRequest, HttpStatusCode.NotFound,
        HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway,
    ];

    private static readonly PropertyInfo[] s_fields = [.. typeof(GatewayLogDetail).GetProperties().Where(property => property.CanRead)];

    private static readonly Dictionary<string, Func<GatewayLogsClient, Task>> s_reads = new(Operations.All.ToDictionary(
        operation => operation.Key, Func<GatewayLogsClient, Task> (operation) => client => operation.Value(client, default)))
    {
        ["ListGatewayLogs"] = async client =>
        {
            foreach (var log in (await client.ListLogsAsync()).Logs)
            {
                LookAt(log);
            }
        },
        ["GetGatewayLogDetail"] = async client => LookAt(await client.GetLogAsync(Operations.Id)),
        ["PatchGatewayLog"] = async client => LookAt(await client.UpdateLogAsync(Operations.Id, new GatewayLogUpdate { Feedback = 1 })),
        ["GetGatewayLogRequest"] = async client => await ReadAsync(await client.GetLogRequestAsync(Operations.Id)),
        ["GetGatewayLogResponse"] = async client => await ReadAsync(await client.GetLogResponseAsync(Operations.Id)),
    };

    [TestCaseSource(typeof(Operations), nameof(Operations.Names))]
    public async Task A_client_reads_or_rejects_any_response(string operation)
    {
        using var service = new Service();
        using var http = new HttpClient(service);
        var client = new GatewayLogsClient(TestClient.Options(), http);

        await Fuzz.BytesAsync(
            Inputs($"{operation}.*"),
            (body, random) =>
            {
                (service.Status, service.Body) = (s_statuses[random.Next(s_statuses.Length)], body);
                return s_reads[operation](client);
            },
            typeof(GatewayLogsException));
    }

    /// <summary>Bodies of at least 64 KiB are classified before they have arrived completely.</summary>
    [Test]
    public async Task The_start_of_any_large_body_is_classified() =>
        await Fuzz.BytesAsync(Inputs("GetGatewayLogRe*"), body => _ = EnvelopedBody.MayBeginWith(body));

    private static FuzzInputs Inputs(string pattern) => new(
        Repository.Examples(pattern).Select(Repository.Example),
        [
            .. FuzzInputs.JsonWords, "\"success\"", "\"result\"", "\"errors\"", "\"result_info\"", "\"total_count\"", "\"metadata\"",
            "\"created_at\"", "\"code\"",
        ]);

    /// <summary>Reads every field, because fields of any type are parsed lazily.</summary>
    private static void LookAt(GatewayLog log)
    {
        foreach (var field in s_fields.Where(field => field.DeclaringType!.IsInstanceOfType(log)))
        {
            _ = field.GetValue(log) is IEnumerable values and not JValue ? values.Cast<object?>().Select(value => value?.ToString()).ToList() : null;
        }
    }

    private static async Task ReadAsync(GatewayLogBody body)
    {
        using (body)
        {
            _ = body.State == GatewayLogBodyState.Stored ? await body.ReadAsBytesAsync() : default;
        }
    }

    private sealed class Service : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; }

        public byte[] Body { get; set; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(Status)
            {
                RequestMessage = request,
                Content = new ByteArrayContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            });
    }
}
