using Tomlyn.Model;
using Tomlyn.Serialization;

namespace GatewayLogs.Cli.Connection;

/// <summary>How the profile file is read, generated at build time.</summary>
[TomlSerializable(typeof(TomlTable))]
internal sealed partial class ProfileToml : TomlSerializerContext;
