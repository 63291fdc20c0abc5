metadata description = 'Azure Bastion instead of the access desktop. It shows machines in the browser; file transfer, copying to and from the clipboard and native clients are off.'

@description('Required. Name of the Bastion host.')
param name string

@description('Required. Region.')
param location string

@description('Required. Availability zones.')
param zones string[]

@description('Required. Tags.')
param tags object

@description('Required. Name of the hub network, which has a subnet AzureBastionSubnet.')
param networkName string

@description('Required. Workspace that gets the logs.')
param workspaceId string

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: networkName

  resource subnet 'subnets' existing = {
    name: 'AzureBastionSubnet'
  }
}

resource address 'Microsoft.Network/publicIPAddresses@2025-05-01' = {
  name: 'pip-${name}'
  location: location
  tags: tags
  zones: zones
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource bastion 'Microsoft.Network/bastionHosts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  zones: zones
  sku: {
    name: 'Standard'
  }
  properties: {
    disableCopyPaste: true
    enableFileCopy: false
    enableIpConnect: false
    enableShareableLink: false
    enableTunneling: false
    ipConfigurations: [
      {
        name: 'bastion'
        properties: {
          subnet: {
            id: network::subnet.id
          }
          publicIPAddress: {
            id: address.id
          }
        }
      }
    ]
  }
}

resource addressLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: address
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: bastion
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
