namespace GatewayLogs.Tests;

public class BreakingChangesTests
{
    [TestCase("ListBooks", "FindBooks", "ListBooks: the operation is gone, or has another operationId.")]
    [TestCase("    get:", "    post:", "ListBooks: GET /shelves/{shelf}/books is POST /shelves/{shelf}/books now.")]
    [TestCase("name: title,", "name: heading,", "ListBooks, query title: the parameter is gone, or has another name.")]
    [TestCase("x-originalName: title", "x-originalName: heading", "ListBooks, query title: its name in C# (x-originalName) is heading, was title.")]
    [TestCase("x-originalName: title,", "required: true, x-originalName: title,", "ListBooks, query title: the parameter is required now.")]
    [TestCase("in: query, schema: { type: string }", "in: query, schema: { type: boolean }", "ListBooks, query title: its type is boolean, was string.")]
    [TestCase("format: int32", "format: int64", "ListBooks, query page: its type is integer int64, was integer int32.")]
    [TestCase("minimum: 1,", "minimum: 2,", "ListBooks, query page: its minimum is 2, was 1.")]
    [TestCase("maximum: 50", "maximum: 20", "ListBooks, query page: its maximum is 20, was 50.")]
    [TestCase("[new, old]", "[new]", "ListBooks, query state: the value old is gone.")]
    [TestCase("x-originalName: title, in: query, schema: { type: string", "x-originalName: title, in: query, schema: { type: string, enum: [a]", "ListBooks, query title: only a may be sent now.")]
    [TestCase("[asc, desc], x-enumNames: [Asc, Desc]", "[asc], x-enumNames: [Asc]", "Order: the value desc is gone.")]
    [TestCase("[Asc, Desc]", "[Up, Desc]", "Order: the name of asc in C# (x-enumNames) is Up, was Asc.")]
    [TestCase("parameters:\n        - { name: page", "parameters:\n        - { name: new, in: query, required: true, schema: { type: string } }\n        - { name: page", "ListBooks, query new: the new parameter is required.")]
    [TestCase("'400': { description: No. }", "'404': { description: No. }", "ListBooks, 400: the response is gone.")]
    [TestCase("requestBody:", "requestBody:\n        required: true", "ChangeBook: the request's body is required now.")]
    [TestCase("requestBody:\n        content:\n          application/json:", "requestBody:\n        content:\n          text/json:", "ChangeBook, body, application/json: the media type is gone.")]
    [TestCase("requestBody:", "x-requestBody:", "ChangeBook: the request's body is gone.")]
    [TestCase("        note:", "        remark:", "Change.note: the property is gone, or has another name.")]
    [TestCase("    Change:\n      type: object", "    Change:\n      type: object\n      required: [note]", "Change.note: the property is required now.")]
    [TestCase("        score: { type: number, minimum: 0 }", "        score: { type: number, minimum: 1 }", "Change.score: its minimum is 1, was 0.")]
    [TestCase("maxLength: 100", "maxLength: 99", "Change.note: its maxLength is 99, was 100.")]
    [TestCase("            title:", "            heading:", "Book.title: the property is gone, or has another name.")]
    [TestCase("format: int64", "format: int32", "Book.pages: its type is integer int32, was integer int64.")]
    [TestCase(", nullable: true", "", "Book.price: its type is number decimal, was number decimal or null.")]
    [TestCase("System.DateTimeOffset?", "System.DateTime?", "Book.bought: its type is string System.DateTime?, was string System.DateTimeOffset?.")]
    [TestCase("items: { type: string }", "items: { type: boolean }", "Book.tags[]: its type is boolean, was string.")]
    [TestCase("[red, blue], x-enumNames: [Red, Blue]", "[red], x-enumNames: [Red]", "Book.colour: the value blue is gone.")]
    [TestCase("      required: [id]", "      required: []", "Thing.id: the property may be missing now, so its type in C# is another.")]
    [TestCase("          properties:\n            title:", "          required: [title]\n          properties:\n            title:", "Book.title: the property is required now, so its type in C# is another.")]
    [TestCase("    Token:", "    Key:", "Token: the security scheme is gone.")]
    public void What_breaks_users_of_the_client_is_told(string old, string current, string change) =>
        Assert.That(BreakingChanges.Between(SmallDocument.Yaml, Edit(old, current)), Is.EqualTo([change]));

    [TestCase("{shelf}/books", "{shelf}/volumes", "ListBooks: GET /shelves/{shelf}/books is GET /shelves/{shelf}/volumes now.", "ChangeBook: PATCH /shelves/{shelf}/books is PATCH /shelves/{shelf}/volumes now.")]
    [TestCase("        text/csv: { schema: { type: string } }", "", "ListBooks, 200, text/csv: the media type is gone.", "ChangeBook, 200, text/csv: the media type is gone.")]
    [TestCase("maxLength: 64", "maxLength: 32", "ListBooks, path shelf: its maxLength is 32, was 64.", "ChangeBook, path shelf: its maxLength is 32, was 64.")]
    [TestCase("'^[a-z]+$'", "'^[a-y]+$'", "ListBooks, path shelf: its pattern is ^[a-y]+$, was ^[a-z]+$.", "ChangeBook, path shelf: its pattern is ^[a-y]+$, was ^[a-z]+$.")]
    public void What_operations_have_in_common_breaks_each_of_them(string old, string current, params string[] changes) =>
        Assert.That(BreakingChanges.Between(SmallDocument.Yaml, Edit(old, current)), Is.EquivalentTo(changes));

    [TestCase("The page.", "The number of the page.")]
    [TestCase("minimum: 1,", "minimum: 0,")]
    [TestCase("minimum: 1, maximum: 50", "minimum: 1")]
    [TestCase("[new, old]", "[new, old, lost]")]
    [TestCase("[red, blue], x-enumNames: [Red, Blue]", "[green, red, blue], x-enumNames: [Green, Red, Blue]")]
    [TestCase("required: true, schema: { type: string, maxLength: 64", "required: true, schema: { type: string, maxLength: 128")]
    [TestCase("        score:", "        flag: { type: boolean }\n        score:")]
    [TestCase("            title:", "            author: { type: string }\n            title:")]
    [TestCase("parameters:\n        - { name: page", "parameters:\n        - { name: new, in: query, schema: { type: string } }\n        - { name: page")]
    [TestCase("    patch:", "    put:\n      operationId: PutBook\n      responses: {}\n    patch:")]
    [TestCase("'400': { description: No. }", "'400': { description: No. }\n        '404': { description: Not there. }")]
    [TestCase("    Token:", "    Key: { type: apiKey, in: header, name: X-Key }\n    Token:")]
    public void What_is_only_added_or_said_otherwise_breaks_nobody(string old, string current) =>
        Assert.That(BreakingChanges.Between(SmallDocument.Yaml, Edit(old, current)), Is.Empty);

    private static string Edit(string old, string current)
    {
        var place = SmallDocument.Yaml.IndexOf(old, StringComparison.Ordinal);
        Assert.That(place, Is.Not.Negative, "The edit does not fit the document.");
        return SmallDocument.Yaml.Remove(place, old.Length).Insert(place, current);
    }
}
