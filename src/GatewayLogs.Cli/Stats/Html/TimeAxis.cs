using System.Globalization;

namespace GatewayLogs.Cli.Stats.Html;

/// <summary>The time axis of the charts, in their time zone, without gaps. The steps are hours, days or months, depending on the range.</summary>
internal sealed class TimeAxis
{
    private const int MaxHours = 72;

    private const int MaxDays = 400;

    /// <summary>With more steps, labels would overlap on the screen of a phone.</summary>
    private const int MaxLabels = 6;

    public TimeAxis(DateTime oldest, DateTime newest)
    {
        Unit = (newest - oldest) switch
        {
            { TotalHours: <= MaxHours } => "hour",
            { TotalDays: <= MaxDays } => "day",
            _ => "month",
        };
        List<DateTime> steps = [GetStep(oldest)];
        while (steps[^1] < GetStep(newest))
        {
            steps.Add(Next(steps[^1]));
        }

        Steps = steps;
    }

    /// <summary>Gets the name of the unit of a step.</summary>
    public string Unit { get; }

    public IReadOnlyList<DateTime> Steps { get; }

    /// <summary>Gets the indexes of the steps that have a label.</summary>
    public IEnumerable<int> Labeled => Enumerable.Range(0, Steps.Count).Where(index => index % (((Steps.Count - 1) / MaxLabels) + 1) == 0);

    /// <summary>Returns the start of the step that a time is in.</summary>
    public DateTime GetStep(DateTime time) => Unit switch
    {
        "hour" => time.Date.AddHours(time.Hour),
        "day" => time.Date,
        _ => new DateTime(time.Year, time.Month, 1),
    };

    /// <summary>Returns the full name of a step.</summary>
    public string GetName(DateTime step) =>
        Format(step, Unit switch { "hour" => "yyyy-MM-dd HH:mm", "day" => "yyyy-MM-dd", _ => "yyyy-MM" });

    /// <summary>Returns the short name of a step, for the axis.</summary>
    public string GetLabel(DateTime step) =>
        Format(step, Unit switch { "hour" when step.Hour > 0 => "HH:mm", "month" => "yyyy-MM", _ => "MM-dd" });

    private DateTime Next(DateTime step) => Unit switch { "hour" => step.AddHours(1), "day" => step.AddDays(1), _ => step.AddMonths(1) };

    private static string Format(DateTime step, string format) => step.ToString(format, CultureInfo.InvariantCulture);
}
