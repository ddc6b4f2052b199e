#!/usr/bin/env bash
# Installs gwlogs and gwlogs-emulator from a folder of packages and runs each kind of command once: tests/smoke.sh FOLDER [VERSION].
# Requires no network and no account. smoke.ps1 runs the same steps in PowerShell.
set -euo pipefail
packages=$(cd "$1" && pwd)
version=${2:-$(basename "$(find "$packages" -name 'gwlogs.[0-9]*.nupkg')" .nupkg)}
version=${version#gwlogs.}
work=$(mktemp -d)
trap '[ -z "${emulator:-}" ] || kill "$emulator" 2> /dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state
unset CLOUDFLARE_API_TOKEN CLOUDFLARE_ACCOUNT_ID CLOUDFLARE_GATEWAY_ID CLOUDFLARE_API_BASE_URL

step() { printf '%-9s ' "$1"; }
fail() { echo "failed: $*" >&2; exit 1; }
expect() { [ "$1" = "$2" ] || fail "expected $2, was $1"; echo "$3"; }

step install
cat > nuget.config <<< "<configuration><packageSources><clear /><add key='packed' value='$packages' /></packageSources></configuration>"
for tool in gwlogs gwlogs-emulator; do
  dotnet tool install "$tool" --version "$version" --tool-path tools --configfile nuget.config > /dev/null
done
PATH=$work/tools:$PATH
expect "$(gwlogs --version | cut -d + -f 1)" "$version" "gwlogs $version"

step sample
expect "$(gwlogs list --emulator --limit 3 | wc -l | tr -d ' ')" 3 '3 logs of an emulator for one command'

step emulator
gwlogs emulator --port 0 --logs 500 --sample-end 2026-11-01 > variables &
emulator=$!
for _ in $(seq 100); do [ -s variables ] || sleep 0.1; done
while IFS='=' read -r name value; do export "$name=$value"; done < <(tr -d "\"'" < variables | grep -oE 'CLOUDFLARE_[A-Z_]+=[^ ;]+')
echo "$CLOUDFLARE_API_BASE_URL"

step list
expect "$(gwlogs list --all --json id | sort -u | wc -l | tr -d ' ')" 500 '500 logs'

step stats
expect "$(gwlogs stats --by day --csv | awk -F , '{ calls += $2 } END { print calls }')" 500 'counts them'

step export
gwlogs export --out logs.csv --format csv 2> export.log || fail "$(cat export.log)"
gwlogs export --out lake --format parquet 2> export.log || fail "$(cat export.log)"
expect "$(gwlogs list --all --json id --from lake | wc -l | tr -d ' ')" 500 'CSV and Parquet, which contains all logs'

step resume
before=$(cksum < logs.csv)
gwlogs export --out logs.csv --format csv 2> export.log || fail "$(cat export.log)"
expect "$(cksum < logs.csv)" "$before" 'adds no log twice'

step doctor
gwlogs doctor > doctor.log 2>&1 || fail "$(cat doctor.log)"
echo 'every setting works'

step end
kill "$emulator"
wait "$emulator" || true
status=0
gwlogs count > /dev/null 2>&1 || status=$?
expect "$status" 7 'without the emulator, the network is reported as the cause'
