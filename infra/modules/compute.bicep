metadata description = 'What the control plane needs to make data science machines in this resource group. No machine is deployed here: they come and go with the project definitions.'

import { builtInRoles } from 'role-rules.bicep'
import { projectAccess } from 'types.bicep'

@description('Required. Principal id of the control plane and the role that lets it make, start, stop, resize and delete machines.')
param control { principalId: string, roleId: string }

@description('Required. Projects whose researchers sign in to machines.')
param projects projectAccess[]

var machineUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  builtInRoles['Virtual Machine User Login']
)
// One group may work in several projects.
var researcherGroups = union(filter(map(projects, project => project.?researchers ?? ''), group => !empty(group)), [])

resource controlMakesMachines 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, 'id-control', 'machines')
  properties: {
    description: 'id-control may make, start, stop, resize and delete machines in this group'
    roleDefinitionId: control.roleId
    principalId: control.principalId
    principalType: 'ServicePrincipal'
  }
}

resource researchers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for group in researcherGroups: {
    name: guid(resourceGroup().id, group, machineUser)
    properties: {
      description: 'Researchers sign in to machines with Entra, as plain users'
      roleDefinitionId: machineUser
      principalId: group
      principalType: 'Group'
    }
  }
]
