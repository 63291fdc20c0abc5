metadata description = 'Lets the control plane give one identity to the machines it makes.'

@description('Required. Name of the identity resource.')
param identityName string

@description('Required. Principal id of the control plane and the role that allows it.')
param control { principalId: string, roleId: string }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource mayAssign 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: identity
  name: guid(identity.id, 'id-control', 'assign')
  properties: {
    description: 'id-control may give this identity to machines'
    roleDefinitionId: control.roleId
    principalId: control.principalId
    principalType: 'ServicePrincipal'
  }
}
