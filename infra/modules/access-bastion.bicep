metadata description = 'Azure Bastion instead of the access desktop. It shows machines in the browser; file transfer, copying to and from the clipboard and native clients are off.'

import { builtInRoles } from 'role-rules.bicep'

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

@description('Required. Name of the network that machines are in.')
param machineNetworkName string

@description('Required. Groups of the people who open machines: they have to see the host and the network of the machine.')
param people string[]

@description('Required. Workspace that gets the logs.')
param workspaceId string

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: networkName

  resource subnet 'subnets' existing = {
    name: 'AzureBastionSubnet'
  }
}

resource machineNetwork 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: machineNetworkName
}

var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', builtInRoles.Reader)

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

// https://learn.microsoft.com/azure/bastion/bastion-faq#roles
resource maySeeHost 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for group in people: {
    scope: bastion
    name: guid(bastion.id, group, reader)
    properties: {
      description: 'Researchers and approvers open machines through this host'
      roleDefinitionId: reader
      principalId: group
      principalType: 'Group'
    }
  }
]

resource maySeeNetwork 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for group in people: {
    scope: machineNetwork
    name: guid(machineNetwork.id, group, reader)
    properties: {
      description: 'Researchers and approvers open machines of this network through Bastion'
      roleDefinitionId: reader
      principalId: group
      principalType: 'Group'
    }
  }
]

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
