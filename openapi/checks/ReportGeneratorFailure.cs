#nullable enable
using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

/// <summary>Reports a failed NSwag run as an MSBuild error at the position that its message refers to.</summary>
public sealed class ReportGeneratorFailure : Task
{
    /// <summary>Gets or sets the path of the OpenAPI document.</summary>
    [Required]
    public string Document { get; set; } = "";

    /// <summary>Gets or sets the path of nswag.json.</summary>
    [Required]
    public string Settings { get; set; } = "";

    /// <summary>Gets or sets the folder of the Liquid templates.</summary>
    [Required]
    public string Templates { get; set; } = "";

    /// <summary>Gets or sets the lines that NSwag printed.</summary>
    [Required]
    public string[] Output { get; set; } = Array.Empty<string>();

    public override bool Execute()
    {
        // NSwag prints the exception after this line: type and message, then inner exceptions and the stack trace.
        var exception = Output.SkipWhile(line => !line.StartsWith("Executing file ", StringComparison.Ordinal)).Skip(1).ToList();
        var message = exception.TakeWhile(line => !Regex.IsMatch(line, @"^\s*(at |---> |File name: )")).ToList();
        var text = Regex.Replace(string.Join(" ", message).Trim(), @"^[\w.]+Exception: ", "");
        if (text.Length == 0)
        {
            Log.LogError("NSwag failed: {0}", string.Join(" ", Output));
        }
        else if (Regex.Match(text, @"Liquid template CSharp/([\w.]+): (.*?) at \((\d+):(\d+)\)") is { Success: true } template)
        {
            var file = Path.Combine(Templates, template.Groups[1].Value + ".liquid");
            Report(file, Number(template, 3), Number(template, 4), template.Groups[2].Value);
        }
        else if (!exception.Any(line => Regex.IsMatch(line, @"^\s*at NSwag\.Commands\.(Generation|CodeGeneration)\.|^\(Line: ")))
        {
            var position = Regex.Match(text, @", line (\d+), position (\d+)");
            Report(Settings, Number(position, 1), Number(position, 2), text);
        }
        else
        {
            ReportInDocument(text);
        }

        return false;
    }

    private void ReportInDocument(string text)
    {
        if (Regex.Match(text, @"^\(Line: (\d+), Col: (\d+), Idx: \d+\) - \(.*?\): (.*)$") is { Success: true } position)
        {
            // NSwag reports only this text for a list or object in brackets that is not closed.
            var isVague = position.Groups[3].Value == "Exception during deserialization";
            var hint = isVague ? ". Check that brackets, braces and quotation marks are closed." : "";
            Report(Document, Number(position, 1), Number(position, 2), position.Groups[3].Value + hint);
            return;
        }

        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(File.ReadAllText(Document)));
            var root = stream.Documents.FirstOrDefault()?.RootNode;
            if (root is null || (root is YamlMappingNode map && !map.Children.ContainsKey("openapi")))
            {
                Report(Document, 1, 1, $"{(root is null ? "The document is empty" : "The document has no member openapi")}: {text}");
                return;
            }

            // NSwag converts the YAML to JSON on a single line, so its line and position do not match the document.
            var place = (FindReference(root, text) ?? FindPath(root, text) ?? root).Start;
            Report(Document, (int)place.Line, (int)place.Column, Regex.Replace(text, @", line 1, position \d+\.?$", "."));
        }
        catch (YamlException exception)
        {
            Report(Document, (int)exception.Start.Line, (int)exception.Start.Column, $"{exception.Message}: {text}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Report(Document, 1, 1, text);
        }
    }

    /// <summary>Finds the reference that a message such as "Could not resolve the path '#/components/…'" quotes.</summary>
    private static YamlNode? FindReference(YamlNode root, string text) =>
        Regex.Match(text, @"path '([^']+)'") is { Success: true } quoted
            ? root.AllNodes.FirstOrDefault(node => node is YamlScalarNode { Value: { } value } && value == quoted.Groups[1].Value)
            : null;

    /// <summary>Follows a JSON path such as Path 'components.schemas.Log.enum' as far as it exists.</summary>
    private static YamlNode? FindPath(YamlNode root, string text)
    {
        if (Regex.Match(text, @"Path '(.*)', line 1, position") is not { Success: true } path)
        {
            return null;
        }

        var node = root;
        foreach (Match step in Regex.Matches(path.Groups[1].Value, @"\['(?<key>.*?)'\]|\[(?<index>\d+)\]|(?<key>[^.\[]+)"))
        {
            var next = node switch
            {
                YamlSequenceNode list when step.Groups["index"].Success => list.Children.ElementAtOrDefault(Number(step, "index")),
                YamlMappingNode map => map.Children.FirstOrDefault(child => $"{child.Key}" == step.Groups["key"].Value).Value,
                _ => null,
            };
            if (next is null)
            {
                break;
            }

            node = next;
        }

        return node;
    }

    private void Report(string file, int line, int column, string text) =>
        Log.LogError(null, "GL0001", null, file, line, column, 0, 0, "{0}", text);

    private static int Number(Match match, object group) =>
        int.TryParse(group is int index ? match.Groups[index].Value : match.Groups[(string)group].Value, out var number) ? number : 1;
}
