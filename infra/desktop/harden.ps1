# Runs on each session host of the access desktop, as the system.
$ErrorActionPreference = 'Stop'

$policies = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services'
New-Item -Path $policies -Force | Out-Null
$settings = @{
  # 2: screens can be captured neither on the client nor on the host.
  fEnableScreenCaptureProtect = 2
  fEnableWatermarking         = 1
  fDisableClip                = 1
  fDisableCdm                 = 1
  fDisableCpm                 = 1
  fDisableLPT                 = 1
  fDisableCcm                 = 1
  fDisablePNPRedir            = 1
  fDisableCameraRedir         = 1
  fDisableAudioCapture        = 1
  MaxIdleTime                 = 3600000
}
foreach ($name in $settings.Keys) {
  Set-ItemProperty -Path $policies -Name $name -Value $settings[$name] -Type DWord
}

$code = 'C:\Program Files\Microsoft VS Code\Code.exe'
if (-not (Test-Path $code)) {
  $installer = Join-Path $env:TEMP 'vscode.exe'
  Invoke-WebRequest -UseBasicParsing -Uri 'https://update.code.visualstudio.com/latest/win32-x64/stable' -OutFile $installer
  $signature = Get-AuthenticodeSignature $installer
  if ($signature.Status -ne 'Valid' -or $signature.SignerCertificate.Subject -notmatch 'O=Microsoft Corporation') {
    throw 'The Visual Studio Code installer is not signed by Microsoft.'
  }
  Start-Process -Wait -FilePath $installer -ArgumentList '/VERYSILENT', '/NORESTART', '/MERGETASKS=!runcode'
  if (-not (Test-Path $code)) { throw 'Visual Studio Code was not installed.' }
}
