metadata description = 'People of projects who open machines through Azure Bastion: they have to see the host and the network of the machine.'

import { builtInRoles } from 'role-rules.bicep'

@description('Required. Name of the Bastion host.')
param hostName string

@description('Required. Name of the network that machines are in.')
param networkName string

@description('Required. Groups of researchers and approvers.')
param people string[]

var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', builtInRoles.Reader)

resource host 'Microsoft.Network/bastionHosts@2025-01-01' existing = {
  name: hostName
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: networkName
}

// https://learn.microsoft.com/azure/bastion/bastion-faq#roles
resource maySeeHost 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for group in people: {
    scope: host
    name: guid(host.id, group, reader)
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
    scope: network
    name: guid(network.id, group, reader)
    properties: {
      description: 'Researchers and approvers open machines of this network through Bastion'
      roleDefinitionId: reader
      principalId: group
      principalType: 'Group'
    }
  }
]
