using Tomlyn.Model;
using Tomlyn.Serialization;

namespace GatewayLogs.Cli.Connection;

/// <summary>The source-generated reader of the profile file.</summary>
[TomlSerializable(typeof(TomlTable))]
internal sealed partial class ProfileToml : TomlSerializerContext;
