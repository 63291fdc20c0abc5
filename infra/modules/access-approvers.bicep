metadata description = 'Lets approvers sign in to machines where there is no desktop: beside Bastion, machines are the only place to look at results from.'

import { builtInRoles } from 'role-rules.bicep'
import { projectAccess } from 'types.bicep'

@description('Required. Projects and the Entra groups of their people.')
param projects projectAccess[]

var machineUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  builtInRoles['Virtual Machine User Login']
)
var researchers = map(projects, project => project.?researchers ?? '')
// A group of researchers has the role already, and Azure takes it only once.
var approvers = filter(union(map(projects, project => project.?approvers ?? ''), []), group => !empty(group) && !contains(researchers, group))

resource maySignIn 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for group in approvers: {
    name: guid(resourceGroup().id, group, machineUser)
    properties: {
      description: 'Approvers sign in to machines with Entra, as plain users'
      roleDefinitionId: machineUser
      principalId: group
      principalType: 'Group'
    }
  }
]
