using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Export;

/// <summary>Parses the columns of an export, which are fields of a listed log or entries of its metadata.</summary>
internal static class ColumnsArgument
{
    /// <exception cref="FormatException">A field is unknown, is named twice, or takes a request for each log.</exception>
    public static IReadOnlyList<LogColumn> Parse(string option, string names)
    {
        var columns = LogColumn.Parse(option, names);
        if (columns.FirstOrDefault(column => !LogColumn.RowFields.Contains(column) && !column.IsMember) is { } other)
        {
            throw new FormatException($"{option}: the field {other.Name} takes a request for each log, which export does not send. "
                + "Use --with-bodies request,response, or list --columns.");
        }

        return columns.DistinctBy(column => column.Name).Count() == columns.Count
            ? columns
            : throw new FormatException($"{option} names a field twice. Name each field once.");
    }
}
