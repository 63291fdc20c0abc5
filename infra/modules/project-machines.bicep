metadata description = 'People of projects who sign in to machines; beside Bastion, machines are the only place to look at results from.'

import { builtInRoles } from 'role-rules.bicep'

@description('Required. Groups of researchers.')
param researchers string[]

@description('Required. Groups of approvers who look from machines.')
param approvers string[]

var machineUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  builtInRoles['Virtual Machine User Login']
)

resource researchersSignIn 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for group in researchers: {
    name: guid(resourceGroup().id, group, machineUser)
    properties: {
      description: 'Researchers sign in to machines with Entra, as plain users'
      roleDefinitionId: machineUser
      principalId: group
      principalType: 'Group'
    }
  }
]

resource approversSignIn 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
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
