using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;

namespace GatewayLogs.Cli.Output;

/// <summary>One JSON object a line, in the names of the wire and with times in UTC.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerSettings s_settings = new()
    {
        Converters =
        {
            new IsoDateTimeConverter
            {
                DateTimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                DateTimeStyles = DateTimeStyles.AdjustToUniversal,
                Culture = CultureInfo.InvariantCulture,
            },
        },
    };

    public static async Task WriteAsync(IEnumerable<GatewayLog> logs, CancellationToken cancellationToken)
    {
        foreach (var log in logs)
        {
            var line = JsonConvert.SerializeObject(log, s_settings) + "\n";
            await StandardOutput.WriteAsync(Encoding.UTF8.GetBytes(line), cancellationToken);
        }
    }
}
