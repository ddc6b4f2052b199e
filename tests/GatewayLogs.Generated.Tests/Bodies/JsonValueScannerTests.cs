using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GatewayLogs.Bodies;
using Newtonsoft.Json;

namespace GatewayLogs.Tests;

public class JsonValueScannerTests
{
    private static Gen<string> Json(int depth) => depth == 0
        ? Gen.OneOf(
            Gen.Elements("1", "-2.5e10", "true", "null", "\"\"", "{}", "[]"),
            ArbMap.Default.GeneratorFor<string>().Select(text => JsonConvert.ToString(text ?? "\"}\\")))
        : Gen.OneOf(
            Json(0),
            Gen.ArrayOf(Json(depth - 1), 3).Select(items => $"[ {string.Join(" ,", items)}]"),
            Gen.ArrayOf(Json(depth - 1), 2).Select(items => $$"""{"a":{{items[0]}} , "}\\\"" : {{items[1]}} }"""));

    [Test]
    public void The_end_of_a_value_is_found_however_its_bytes_are_split() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(10_000),
        Prop.ForAll(Gen.Zip(Json(3), Gen.Zip(Gen.Choose(1, 7), Gen.Elements(",\"x\":1}", "}", " }", "\n]"))).ToArbitrary(), pair =>
        {
            var (value, (step, after)) = pair;
            var bytes = Encoding.UTF8.GetBytes(value + after);
            var extent = new JsonValueScanner();
            var taken = 0;
            for (var i = 0; i < bytes.Length && !extent.HasEnded; i += step)
            {
                taken += extent.Scan(bytes.AsSpan(i, Math.Min(step, bytes.Length - i)));
            }

            return extent.HasEnded && Encoding.UTF8.GetString(bytes, 0, taken) == value;
        }));
}
