metadata description = 'The identities of the control plane and of what it makes.'

@description('Required. Prefix of the names.')
param prefix string

@description('Required. Suffix that makes the names unique.')
param token string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Names; each becomes an identity of its own.')
param names string[]

resource identities 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = [
  for name in names: {
    name: '${prefix}${name}-${token}'
    location: location
    tags: tags
  }
]

@description('Resource id, client id and principal id of each identity, in the order of the names.')
output identities { id: string, clientId: string, principalId: string }[] = [
  for (name, index) in names: {
    id: identities[index].id
    clientId: identities[index].properties.clientId
    principalId: identities[index].properties.principalId
  }
]
