metadata description = 'Lets the control plane see how its own long operations on machines end, and how many cores the quotas have left; Azure keeps both under the subscription.'

targetScope = 'subscription'

@description('Required. Principal id of the control plane and the role that allows it.')
param control { principalId: string, roleId: string }

resource seesOperations 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, control.principalId, control.roleId)
  properties: {
    description: 'id-control may look up operations of the compute provider, sizes and quotas'
    roleDefinitionId: control.roleId
    principalId: control.principalId
    principalType: 'ServicePrincipal'
  }
}
