metadata description = 'What the control plane needs to make data science machines in this resource group. No machine is deployed here: they come and go with the project definitions.'

@description('Required. Principal id of the control plane and the role that lets it make, start, stop, resize and delete machines.')
param control { principalId: string, roleId: string }

resource controlMakesMachines 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, 'id-control', 'machines')
  properties: {
    description: 'id-control may make, start, stop, resize and delete machines in this group'
    roleDefinitionId: control.roleId
    principalId: control.principalId
    principalType: 'ServicePrincipal'
  }
}
