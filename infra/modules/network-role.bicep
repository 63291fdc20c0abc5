metadata description = 'Lets Image Builder look at the network that it builds in, which it asks for beside joining the subnets: https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-permissions-cli'

@description('Required. Name of the network.')
param networkName string

@description('Required. Principal id of the builder.')
param principalId string

@description('Required. Role that allows reading.')
param roleId string

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: networkName
}

resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: network
  name: guid(network.id, 'image-builder', 'read')
  properties: {
    description: 'image-builder may look at the network that it builds in'
    roleDefinitionId: roleId
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
