using System.Reflection;
using NSwag;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

/// <summary>Every parameter of the document that is not deprecated can be set by callers and is sent.</summary>
public class ParameterTests
{
    private static IEnumerable<TestCaseData> Parameters =>
        QueryParameter.All.Select(parameter => new TestCaseData(parameter).SetArgDisplayNames($"{parameter}"));

    private static IEnumerable<TestCaseData> Bounds =>
        QueryParameter.All.Where(parameter => parameter.Schema.Minimum is not null || parameter.Schema.Maximum is not null)
            .Select(parameter => new TestCaseData(parameter).SetArgDisplayNames($"{parameter}"));

    private static IEnumerable<TestCaseData> Paths =>
        ApiDocument.Operations.Select(operation => new TestCaseData(operation).SetArgDisplayNames(operation.Operation.OperationId));

    [TestCaseSource(nameof(Parameters))]
    public async Task A_query_parameter_is_sent_with_the_value_of_its_property(object argument)
    {
        var parameter = (QueryParameter)argument;
        var (value, sent) = parameter.Sample();
        var query = Activator.CreateInstance(parameter.QueryType)!;
        if (query is GatewayLogDeleteQuery && value is not IEnumerable<GatewayLogFilter>)
        {
            query = new GatewayLogDeleteQuery { AllowDeleteAll = true };
        }

        parameter.Property.SetValue(query, value);
        using var test = Service();

        // The public methods delete by IDs with their own limits; this method sends the query itself.
        await (query is GatewayLogDeleteQuery deletion
            ? test.Client.SendDeleteAsync(deletion)
            : CallAsync(test.Client, PublicMethods.Of(parameter.Operation.Operation.OperationId).Single(), query));

        var request = test.Requests.Last(request => request.Method.Equals(parameter.Operation.Method, StringComparison.OrdinalIgnoreCase));
        var pairs = request.Query.TrimStart('?').Split('&')
            .Select(pair => pair.Split('='))
            .Select(pair => (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1])));
        Assert.That(pairs, Has.Member((parameter.Parameter.Name, sent)),
            $"{parameter} is not sent with the value of {parameter.QueryType.Name}.{parameter.Property.Name}.");
    }

    [TestCaseSource(nameof(Bounds))]
    public void A_property_of_a_query_has_the_range_of_its_parameter(object argument)
    {
        var parameter = (QueryParameter)argument;
        var query = Activator.CreateInstance(parameter.QueryType)!;
        void Set(decimal value) => parameter.Property.SetValue(query, Convert.ChangeType(value, parameter.Property.PropertyType, null));

        if (parameter.Schema.Minimum is { } minimum)
        {
            Assert.That(() => Set(minimum), Throws.Nothing);
            Assert.That(() => Set(minimum - 1), Throws.InnerException.TypeOf<ArgumentOutOfRangeException>());
        }

        if (parameter.Schema.Maximum is { } maximum)
        {
            Assert.That(() => Set(maximum), Throws.Nothing);
            Assert.That(() => Set(maximum + 1), Throws.InnerException.TypeOf<ArgumentOutOfRangeException>());
        }
    }

    [TestCaseSource(nameof(Paths))]
    public async Task A_path_matches_its_template_in_the_document(object argument)
    {
        var operation = (OpenApiOperationDescription)argument;
        using var test = Service();

        await test.Client.CallAsync(operation.Operation.OperationId);

        var options = TestClient.Options();
        var expected = operation.Path.Replace("{account_id}", options.AccountId, StringComparison.Ordinal)
            .Replace("{gateway_id}", options.GatewayId, StringComparison.Ordinal).Replace("{id}", Operations.Id, StringComparison.Ordinal);
        Assert.That((test.Request.Method, test.Request.Path), Is.EqualTo((operation.Method.ToUpperInvariant(), $"/client/v4{expected}")));
    }

    /// <summary>Creates a client of a service that lists one log unless no log can match the filters, and returns a result for other operations.</summary>
    private static TestClient Service()
    {
        var test = new TestClient();
        test.Service.When(HttpMethod.Get, "*/logs").With(request => request.RequestUri!.Query.Contains("control-", StringComparison.Ordinal))
            .Respond("application/json", """{"success":true,"result":[]}""");
        test.Service.When(HttpMethod.Get, "*/logs").Respond(_ => TestClient.GoodPage());
        test.Service.When("*").Respond(_ => TestClient.Good());
        return test;
    }

    /// <summary>Calls a public method with a query, a log ID and default values.</summary>
    private static Task CallAsync(GatewayLogsClient client, MethodInfo method, object query) => (Task)method.Invoke(
        client,
        [.. method.GetParameters().Select(parameter =>
            parameter.ParameterType == query.GetType() ? query :
            parameter.Name == "id" ? Operations.Id :
            parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None : parameter.DefaultValue)])!;
}
