# Runs on each session host of the access desktop, as the system.
$ErrorActionPreference = 'Stop'
# Drawing the progress of a download takes longer than the download.
$ProgressPreference = 'SilentlyContinue'

# register.ps1 lets no host take people in that lacks this mark.
$mark = 'HKLM:\SOFTWARE\Sallyport'
if (Test-Path $mark) { Remove-Item -Path $mark }

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

# Defender must not send files of a desktop to Microsoft as samples.
$defender = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows Defender\Spynet'
New-Item -Path $defender -Force | Out-Null
Set-ItemProperty -Path $defender -Name SubmitSamplesConsent -Value 2 -Type DWord

# What people bring or download is not run. A remote desktop client could carry files to a foreign desktop, so not even Windows' own is.
$everyone = 'S-1-1-0'
$administrators = 'S-1-5-32-544'
$number = 0
function Get-RuleStart($kind, $action, $name, $sid) {
  $script:number++
  $id = '5a11b0a7-0000-4000-8000-{0:d12}' -f $script:number
  "<$kind Id=`"$id`" Name=`"$name`" Description=`"`" UserOrGroupSid=`"$sid`" Action=`"$action`"><Conditions>"
}
function Get-PathRule($sid, $path, $exceptions = @()) {
  $except = ($exceptions | ForEach-Object { "<FilePathCondition Path=`"$_`" />" }) -join ''
  if ($except) { $except = "<Exceptions>$except</Exceptions>" }
  "$(Get-RuleStart 'FilePathRule' 'Allow' $path $sid)<FilePathCondition Path=`"$path`" /></Conditions>$except</FilePathRule>"
}
function Get-PackageRule($action, $publisher, $product) {
  $condition = "<FilePublisherCondition PublisherName=`"$publisher`" ProductName=`"$product`" BinaryName=`"*`"><BinaryVersionRange LowSection=`"*`" HighSection=`"*`" /></FilePublisherCondition>"
  "$(Get-RuleStart 'FilePublisherRule' $action $product $everyone)$condition</Conditions></FilePublisherRule>"
}
# Folders below Windows that everybody may write to.
$writable = @(
  'Temp', 'Tasks', 'tracing', 'debug\WIA', 'Registration\CRMLog'
  'SysWOW64\FxsTmp', 'SysWOW64\Tasks', 'SysWOW64\com\dmp'
  'System32\FxsTmp', 'System32\Tasks', 'System32\Tasks_Migrated', 'System32\com\dmp', 'System32\Microsoft\Crypto\RSA\MachineKeys'
  'System32\spool\drivers\color', 'System32\spool\PRINTERS', 'System32\spool\SERVERS'
) | ForEach-Object { "%WINDIR%\$_\*" }
$remoteDesktop = '%SYSTEM32%\mstsc.exe', '%WINDIR%\SysWOW64\mstsc.exe', '%WINDIR%\WinSxS\*'
$programs = @(
  (Get-PathRule $everyone '%PROGRAMFILES%\*'),
  (Get-PathRule $everyone '%WINDIR%\*' ($writable + $remoteDesktop)),
  (Get-PathRule $administrators '*')
)
$scripts = @(
  (Get-PathRule $everyone '%PROGRAMFILES%\*'),
  (Get-PathRule $everyone '%WINDIR%\*' $writable),
  (Get-PathRule $administrators '*')
)
$installers = @((Get-PathRule $everyone '%WINDIR%\Installer\*'), (Get-PathRule $administrators '*'))
$microsoft = 'CN=MICROSOFT CORPORATION, O=MICROSOFT CORPORATION, L=REDMOND, S=WASHINGTON, C=US'
$packages = @((Get-PackageRule 'Allow' '*' '*'), (Get-PackageRule 'Deny' $microsoft 'MICROSOFTCORPORATIONII.WINDOWS365'))
$policy = Join-Path $env:TEMP 'applocker.xml'
@"
<AppLockerPolicy Version="1">
  <RuleCollection Type="Exe" EnforcementMode="Enabled">$($programs -join '')</RuleCollection>
  <RuleCollection Type="Script" EnforcementMode="Enabled">$($scripts -join '')</RuleCollection>
  <RuleCollection Type="Msi" EnforcementMode="Enabled">$($installers -join '')</RuleCollection>
  <RuleCollection Type="Appx" EnforcementMode="Enabled">$($packages -join '')</RuleCollection>
</AppLockerPolicy>
"@ | Set-Content -Path $policy -Encoding UTF8
Set-AppLockerPolicy -XmlPolicy $policy
# The service that applies it is protected: only sc.exe may change how it starts.
sc.exe config AppIDSvc start= auto | Out-Null
Start-Service AppIDSvc

function Get-Download($uri, $name) {
  $file = Join-Path $env:TEMP $name
  Invoke-WebRequest -UseBasicParsing -Uri $uri -OutFile $file
  $file
}
function Assert-FromMicrosoft($file) {
  $signature = Get-AuthenticodeSignature $file
  if ($signature.Status -ne 'Valid' -or $signature.SignerCertificate.Subject -notmatch 'O=Microsoft Corporation') {
    throw "$file is not signed by Microsoft."
  }
}

$code = 'C:\Program Files\Microsoft VS Code\Code.exe'
if (-not (Test-Path $code)) {
  $installer = Get-Download 'https://update.code.visualstudio.com/latest/win32-x64/stable' 'vscode.exe'
  Assert-FromMicrosoft $installer
  Start-Process -Wait -FilePath $installer -ArgumentList '/VERYSILENT', '/NORESTART', '/MERGETASKS=!runcode'
  if (-not (Test-Path $code)) { throw 'Visual Studio Code was not installed.' }
}

# Approvers look at frozen packages with AzCopy, researchers sign in to machines with the Azure CLI.
$azcopy = 'C:\Program Files\AzCopy'
if (-not (Test-Path "$azcopy\azcopy.exe")) {
  $release = 'https://azcopyvnext-awgzd8g7aagqhzhe.b02.azurefd.net/releases/release-10.29.1-20250515'
  $archive = Get-Download "$release/azcopy_windows_amd64_10.29.1.zip" 'azcopy.zip'
  $unpacked = Join-Path $env:TEMP 'azcopy'
  Expand-Archive -Path $archive -DestinationPath $unpacked -Force
  $program = (Get-ChildItem -Path $unpacked -Recurse -Filter azcopy.exe).FullName
  Assert-FromMicrosoft $program
  New-Item -Path $azcopy -ItemType Directory -Force | Out-Null
  Copy-Item -Path $program -Destination $azcopy
  $path = [Environment]::GetEnvironmentVariable('Path', 'Machine')
  [Environment]::SetEnvironmentVariable('Path', "$path;$azcopy", 'Machine')
}
$az = 'C:\Program Files\Microsoft SDKs\Azure\CLI2\wbin\az.cmd'
if (-not (Test-Path $az)) {
  $installer = Get-Download 'https://azcliprod.blob.core.windows.net/msi/azure-cli-2.86.0-x64.msi' 'azure-cli.msi'
  Assert-FromMicrosoft $installer
  Start-Process -Wait -FilePath msiexec.exe -ArgumentList '/i', $installer, '/quiet', '/norestart'
  if (-not (Test-Path $az)) { throw 'The Azure CLI was not installed.' }
}

New-Item -Path $mark | Out-Null
