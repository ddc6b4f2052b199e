#!/usr/bin/env bash
# Creates .github/terminal.svg, a screenshot of gwlogs with its emulator. Requires Node.js and script (Debian: bsdutils).
set -euo pipefail
cd "$(dirname "$0")/.."
width=112 height=25

dotnet build src/GatewayLogs.Cli --configuration Release --verbosity quiet
cast=$(mktemp --suffix .cast)
trap 'rm -f "$cast"' EXIT
show() { printf '$ \033[1m%s\033[0m\n' "$*"; dotnet src/GatewayLogs.Cli/bin/Release/net10.0/gwlogs.dll "${@:2}" --emulator; }
session() { show gwlogs list --failed --limit 4; echo; show gwlogs stats --by model --metadata team=search; }
export -f show session

# Records the session in asciinema's format, as a single frame.
script --quiet --return --command "stty cols $width rows $height; bash -c session" /dev/null < /dev/null | node -e '
  const [, width, height] = process.argv.map(Number), shown = require("fs").readFileSync(0, "utf8");
  for (const line of [{ version: 2, width, height }, [0.1, "o", shown], [1, "o", ""]]) console.log(JSON.stringify(line));
' "$width" "$height" > "$cast"
npx --yes svg-term-cli@2.1.1 --in "$cast" --out .github/terminal.svg --at 500 --width "$width" --height "$height" --window --no-cursor
