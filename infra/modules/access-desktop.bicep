metadata description = 'Azure Virtual Desktop as the privileged jump box: a full desktop and VS Code as a single application, Entra sign-in, and nothing that carries data out: clipboard, drives, printers, USB and cameras are off and screens cannot be captured.'

@description('Required. Abbreviations of resource names.')
param abbreviations object

@description('Required. Suffix that makes names unique.')
param token string

@description('Required. Region.')
param location string

@description('Required. Availability zones.')
param zones string[]

@description('Required. Tags.')
param tags object

@description('Required. Subnet of the session hosts.')
param subnetId string

@description('Optional. Number of session hosts.')
@minValue(0)
@maxValue(50)
param sessionHosts int = 1

@description('Optional. Number of the set of session hosts. The next number makes new hosts under new names beside the old ones.')
@minValue(1)
@maxValue(99)
param generation int = 1

@description('Required. Object id of the service principal of Azure Virtual Desktop in this tenant, which starts and stops session hosts.')
param servicePrincipalId string

@description('Optional. Size of the session hosts.')
param size string = 'Standard_D4ds_v5'

@description('Optional. People at once on one session host.')
param peoplePerHost int = 8

@description('Optional. Time zone of the scaling plan.')
param timeZone string = 'W. Europe Standard Time'

@description('Optional. Name of the local administrator that Azure insists on.')
param administratorName string = 'keeper'

@description('Optional. Password of the local administrator, drawn anew each time. Nobody keeps it: people sign in with Entra.')
@secure()
param administratorPassword string = 'Aa1-${newGuid()}'

@description('Optional. Disk encryption set of the session hosts.')
param diskEncryptionSetId string = ''

@description('Required. Workspace that gets the logs.')
param workspaceId string

@description('Optional. End of the time in which session hosts may register, at most 27 days ahead.')
param registrationEnds string = dateTimeAdd(utcNow(), 'PT4H')

// A Windows name has 15 characters at most, and Entra knows each only once in the tenant, also after its host is gone.
var hostNames = map(range(0, sessionHosts), index => {
  resource: 'desktop-${generation}-${index}'
  windows: 'd${take(token, 7)}-${generation}-${index}'
})
// Guest configuration then talks through the platform instead of the internet.
// https://learn.microsoft.com/azure/governance/machine-configuration/overview/03-network-requirements
var hostTags = union(tags, { EnablePrivateNetworkGC: 'TRUE' })
var hardeningScript = loadTextContent('../desktop/harden.ps1')
var noWayOut = join(
  [
    'drivestoredirect:s:'
    'redirectclipboard:i:0'
    'redirectprinters:i:0'
    'redirectcomports:i:0'
    'redirectsmartcards:i:0'
    'usbdevicestoredirect:s:'
    'camerastoredirect:s:'
    'audiocapturemode:i:0'
    'targetisaadjoined:i:1'
    'enablerdsaadauth:i:1'
    ''
  ],
  ';'
)

resource pool 'Microsoft.DesktopVirtualization/hostPools@2025-10-10' = {
  name: '${abbreviations.desktopHostPool}${token}'
  location: location
  tags: tags
  properties: {
    hostPoolType: 'Pooled'
    loadBalancerType: 'BreadthFirst'
    preferredAppGroupType: 'Desktop'
    maxSessionLimit: peoplePerHost
    startVMOnConnect: true
    validationEnvironment: false
    // The broker is reached from people's own devices; the session hosts behind it have no public address.
    publicNetworkAccess: 'Enabled'
    customRdpProperty: noWayOut
    registrationInfo: {
      registrationTokenOperation: 'Update'
      expirationTime: registrationEnds
    }
  }
}

resource desktop 'Microsoft.DesktopVirtualization/applicationGroups@2025-10-10' = {
  name: '${abbreviations.desktopApplicationGroup}desktop-${token}'
  location: location
  tags: tags
  properties: {
    applicationGroupType: 'Desktop'
    friendlyName: 'Research desktop'
    hostPoolArmPath: pool.id
  }
}

resource applications 'Microsoft.DesktopVirtualization/applicationGroups@2025-10-10' = {
  name: '${abbreviations.desktopApplicationGroup}apps-${token}'
  location: location
  tags: tags
  properties: {
    applicationGroupType: 'RemoteApp'
    friendlyName: 'Research applications'
    hostPoolArmPath: pool.id
  }

  resource code 'applications' = {
    name: 'visual-studio-code'
    properties: {
      applicationType: 'InBuilt'
      friendlyName: 'Visual Studio Code'
      filePath: 'C:\\Program Files\\Microsoft VS Code\\Code.exe'
      iconPath: 'C:\\Program Files\\Microsoft VS Code\\Code.exe'
      iconIndex: 0
      commandLineSetting: 'DoNotAllow'
      showInPortal: true
    }
  }
}

resource workspace 'Microsoft.DesktopVirtualization/workspaces@2025-10-10' = {
  name: '${abbreviations.desktopWorkspace}${token}'
  location: location
  tags: tags
  properties: {
    friendlyName: 'Secure research'
    publicNetworkAccess: 'Enabled'
    applicationGroupReferences: [
      desktop.id
      applications.id
    ]
  }
}

resource scaling 'Microsoft.DesktopVirtualization/scalingPlans@2025-10-10' = {
  name: '${abbreviations.desktopScalingPlan}${token}'
  location: location
  tags: tags
  properties: {
    hostPoolType: 'Pooled'
    timeZone: timeZone
    exclusionTag: 'no-scaling'
    hostPoolReferences: [
      {
        hostPoolArmPath: pool.id
        scalingPlanEnabled: true
      }
    ]
    schedules: [
      {
        // A host that somebody starts on a Saturday has to stop as well.
        name: 'every-day'
        daysOfWeek: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
        rampUpStartTime: { hour: 7, minute: 0 }
        rampUpLoadBalancingAlgorithm: 'BreadthFirst'
        rampUpMinimumHostsPct: 0
        rampUpCapacityThresholdPct: 80
        peakStartTime: { hour: 9, minute: 0 }
        peakLoadBalancingAlgorithm: 'DepthFirst'
        rampDownStartTime: { hour: 18, minute: 0 }
        rampDownLoadBalancingAlgorithm: 'DepthFirst'
        rampDownMinimumHostsPct: 0
        rampDownCapacityThresholdPct: 90
        rampDownForceLogoffUsers: false
        rampDownStopHostsWhen: 'ZeroSessions'
        rampDownWaitTimeMinutes: 30
        rampDownNotificationMessage: 'Please save your work: this desktop stops when nobody uses it.'
        offPeakStartTime: { hour: 20, minute: 0 }
        offPeakLoadBalancingAlgorithm: 'DepthFirst'
      }
    ]
  }
  dependsOn: [
    startsAndStops
  ]
}

module startsAndStops 'access-desktop-power.bicep' = {
  scope: subscription()
  name: 'access-desktop-power-${token}'
  params: {
    servicePrincipalId: servicePrincipalId
  }
}

resource interfaces 'Microsoft.Network/networkInterfaces@2025-05-01' = [
  for index in range(0, sessionHosts): {
    name: 'nic-${hostNames[index].resource}-${token}'
    location: location
    tags: tags
    properties: {
      ipConfigurations: [
        {
          name: 'internal'
          properties: {
            privateIPAllocationMethod: 'Dynamic'
            subnet: {
              id: subnetId
            }
          }
        }
      ]
    }
  }
]

// A host is made once. Azure refuses a second password for it, and takes no extension or command while it is switched off.
@onlyIfNotExists()
resource hosts 'Microsoft.Compute/virtualMachines@2025-04-01' = [
  for index in range(0, sessionHosts): {
    name: '${abbreviations.virtualMachine}${hostNames[index].resource}'
    location: location
    tags: hostTags
    zones: empty(zones) ? [] : [zones[index % length(zones)]]
    identity: {
      type: 'SystemAssigned'
    }
    properties: {
      licenseType: 'Windows_Client'
      hardwareProfile: {
        vmSize: size
      }
      securityProfile: {
        securityType: 'TrustedLaunch'
        encryptionAtHost: true
        uefiSettings: {
          secureBootEnabled: true
          vTpmEnabled: true
        }
      }
      storageProfile: {
        imageReference: {
          publisher: 'microsoftwindowsdesktop'
          offer: 'windows-11'
          sku: 'win11-24h2-avd'
          version: 'latest'
        }
        osDisk: {
          createOption: 'FromImage'
          deleteOption: 'Delete'
          managedDisk: {
            storageAccountType: 'Premium_LRS'
            diskEncryptionSet: empty(diskEncryptionSetId) ? null : { id: diskEncryptionSetId }
          }
        }
      }
      osProfile: {
        computerName: hostNames[index].windows
        adminUsername: administratorName
        adminPassword: administratorPassword
        windowsConfiguration: {
          provisionVMAgent: true
          patchSettings: {
            patchMode: 'AutomaticByPlatform'
            assessmentMode: 'AutomaticByPlatform'
          }
        }
      }
      networkProfile: {
        networkInterfaces: [
          {
            id: interfaces[index].id
            properties: {
              deleteOption: 'Delete'
            }
          }
        ]
      }
    }
  }
]

@onlyIfNotExists()
resource entraSignIn 'Microsoft.Compute/virtualMachines/extensions@2025-04-01' = [
  for index in range(0, sessionHosts): {
    parent: hosts[index]
    name: 'AADLoginForWindows'
    location: location
    tags: tags
    properties: {
      publisher: 'Microsoft.Azure.ActiveDirectory'
      type: 'AADLoginForWindows'
      typeHandlerVersion: '2.2'
      autoUpgradeMinorVersion: true
    }
  }
]

// Screen capture protection and the bar on the clipboard are set on the host as well, so that a changed client cannot undo them.
// A changed script is another command, which runs on hosts that are there too.
@onlyIfNotExists()
resource hardening 'Microsoft.Compute/virtualMachines/runCommands@2025-04-01' = [
  for index in range(0, sessionHosts): {
    parent: hosts[index]
    name: 'harden-${uniqueString(hardeningScript)}'
    location: location
    tags: tags
    properties: {
      source: {
        script: hardeningScript
      }
      timeoutInSeconds: 3600
      treatFailureAsDeploymentFailure: true
    }
    dependsOn: [
      entraSignIn
    ]
  }
]

@onlyIfNotExists()
resource register 'Microsoft.Compute/virtualMachines/runCommands@2025-04-01' = [
  for index in range(0, sessionHosts): {
    parent: hosts[index]
    name: 'register'
    location: location
    tags: tags
    properties: {
      source: {
        script: loadTextContent('../desktop/register.ps1')
      }
      protectedParameters: [
        {
          name: 'registrationToken'
          value: first(pool.listRegistrationTokens().value)!.token
        }
      ]
      timeoutInSeconds: 1800
      treatFailureAsDeploymentFailure: true
    }
    dependsOn: [
      hardening
    ]
  }
]

resource poolLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: pool
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

resource desktopLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: desktop
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

resource applicationLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: applications
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

resource workspaceLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

resource scalingLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: scaling
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

@description('Names of the application groups that people are let into.')
output applicationGroups { desktop: string, applications: string } = {
  desktop: desktop.name
  applications: applications.name
}
