metadata description = 'Lets one identity give another one to the machines it makes.'

@description('Required. Name of the identity resource that is given.')
param identityName string

@description('Required. Who gives it: name for the description, principal id, and the role that allows it.')
param giver { name: string, principalId: string, roleId: string }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource mayAssign 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: identity
  name: guid(identity.id, giver.name, 'assign')
  properties: {
    description: '${giver.name} may give this identity to machines it makes'
    roleDefinitionId: giver.roleId
    principalId: giver.principalId
    principalType: 'ServicePrincipal'
  }
}
