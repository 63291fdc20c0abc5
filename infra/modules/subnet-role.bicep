metadata description = 'Lets an identity put network interfaces into one subnet.'

@description('Required. Name of the network.')
param networkName string

@description('Required. Name of the subnet.')
param subnetName string

@description('Required. Name of the identity, for the description.')
param identityName string

@description('Required. Principal id of the identity.')
param principalId string

@description('Required. Role that allows joining.')
param roleId string

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: networkName

  resource subnet 'subnets' existing = {
    name: subnetName
  }
}

resource mayJoin 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: network::subnet
  name: guid(network::subnet.id, identityName, 'join')
  properties: {
    description: '${identityName} may put network interfaces into the subnet ${subnetName}'
    roleDefinitionId: roleId
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
