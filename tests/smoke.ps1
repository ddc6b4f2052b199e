#!/usr/bin/env pwsh
# Installs gwlogs and gwlogs-emulator from a folder of packages and runs each kind of command once: tests/smoke.ps1 FOLDER [VERSION].
# Requires PowerShell 7.4, no network and no account. smoke.sh runs the same steps in bash.
param([Parameter(Mandatory)] [string] $Packages, [string] $Version)
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

$Packages = Resolve-Path $Packages
if (-not $Version) { $Version = (Get-Item "$Packages/gwlogs.[0-9]*.nupkg").BaseName -replace '^gwlogs\.' }
$work = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "gwlogs-smoke-$PID")
$previous = Get-Location
$emulator = $null
$env:DOTNET_NOLOGO = $env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:XDG_CONFIG_HOME = "$work/config"
$env:XDG_STATE_HOME = "$work/state"

function Expect($actual, $expected, $text) {
    if ("$actual" -ne "$expected") { throw "expected $expected, was $actual" }
    $text
}

try {
    Set-Location $work
    "<configuration><packageSources><clear /><add key='packed' value='$Packages' /></packageSources></configuration>" | Set-Content nuget.config
    foreach ($tool in 'gwlogs', 'gwlogs-emulator') {
        dotnet tool install $tool --version $Version --tool-path tools --configfile nuget.config > $null
    }
    $env:PATH = "$work/tools$([IO.Path]::PathSeparator)$env:PATH"
    Expect ((gwlogs --version) -replace '\+.*') $Version "install   gwlogs $Version"

    Expect @(gwlogs list --emulator --limit 3).Count 3 'sample    3 logs of an emulator for one command'

    $emulator = Start-Process gwlogs -ArgumentList emulator, --port, 0, --logs, 500, --sample-end, 2026-11-01 -PassThru -NoNewWindow -RedirectStandardOutput variables
    for ($i = 0; $i -lt 100 -and -not (Get-Content variables -Raw -ErrorAction Ignore); $i++) { Start-Sleep -Milliseconds 100 }
    foreach ($match in [regex]::Matches((Get-Content variables -Raw), '(CLOUDFLARE_[A-Z_]+) *= *["'']?([^"''\s;]+)')) {
        Set-Item "env:$($match.Groups[1].Value)" $match.Groups[2].Value
    }
    "emulator  $env:CLOUDFLARE_API_BASE_URL"

    Expect @(gwlogs list --all --json id | Sort-Object -Unique).Count 500 'list      500 logs'
    Expect (gwlogs stats --by day --csv | ConvertFrom-Csv | Measure-Object calls -Sum).Sum 500 'stats     counts them'

    gwlogs export --out logs.csv --format csv 2> $null
    gwlogs export --out lake --format parquet 2> $null
    Expect @(gwlogs list --all --json id --from lake).Count 500 'export    CSV and Parquet, which contains all logs'

    $before = (Get-FileHash logs.csv).Hash
    gwlogs export --out logs.csv --format csv 2> $null
    Expect (Get-FileHash logs.csv).Hash $before 'resume    adds no log twice'

    gwlogs doctor > $null 2> $null
    'doctor    every setting works'

    Stop-Process $emulator -PassThru | Wait-Process
    # Windows ends only the process itself, not the gwlogs-emulator that a native build has started.
    Get-Process gwlogs-emulator -ErrorAction Ignore | Where-Object Path -Like "$work*" | Stop-Process -PassThru | Wait-Process
    $PSNativeCommandUseErrorActionPreference = $false
    gwlogs count > $null 2> $null
    Expect $LASTEXITCODE 7 'end       without the emulator, the network is reported as the cause'
}
finally {
    if ($emulator) { Stop-Process $emulator -ErrorAction Ignore }
    Set-Location $previous
    Remove-Item -Recurse -Force $work -ErrorAction Ignore
}
exit 0
