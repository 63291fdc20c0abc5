# Joins a session host to the host pool. The token is a protected parameter: it is in no log.
param([Parameter(Mandatory)][string] $registrationToken)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# A command of Azure that failed is not run again, so the next deployment comes here without it.
if (-not (Test-Path 'HKLM:\SOFTWARE\Sallyport')) { throw 'harden.ps1 did not come to its end on this host.' }

if (Get-Service -Name 'RDAgentBootLoader' -ErrorAction SilentlyContinue) { exit 0 }

function Install-Package([string] $address, [string] $file, [string[]] $arguments) {
  $path = Join-Path $env:TEMP $file
  Invoke-WebRequest -UseBasicParsing -Uri $address -OutFile $path
  if ((Get-AuthenticodeSignature $path).Status -ne 'Valid') { throw "$file is not signed." }
  $run = Start-Process -Wait -PassThru -FilePath 'msiexec.exe' -ArgumentList (@('/i', $path, '/quiet', '/norestart') + $arguments)
  if ($run.ExitCode -notin 0, 3010) { throw "$file ended with $($run.ExitCode)." }
}

Install-Package 'https://go.microsoft.com/fwlink/?linkid=2310011' 'agent.msi' @("REGISTRATIONTOKEN=$registrationToken")
Install-Package 'https://go.microsoft.com/fwlink/?linkid=2311028' 'bootloader.msi' @()
