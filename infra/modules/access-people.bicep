metadata description = 'People who sign in to the desktops: an environment names its own, also where a hub holds the desktops.'

import { builtInRoles } from 'role-rules.bicep'

@description('Required. Name of the application group of the full desktop.')
param desktopName string

@description('Required. Name of the application group of single applications.')
param applicationsName string

@description('Required. Groups of researchers and approvers, or the one that all of them are in.')
param people string[]

var desktopUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  builtInRoles['Desktop Virtualization User']
)
var machineUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  builtInRoles['Virtual Machine User Login']
)

resource desktop 'Microsoft.DesktopVirtualization/applicationGroups@2025-10-10' existing = {
  name: desktopName
}

resource applications 'Microsoft.DesktopVirtualization/applicationGroups@2025-10-10' existing = {
  name: applicationsName
}

resource mayUseDesktop 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for group in people: {
    scope: desktop
    name: guid(desktop.id, group, desktopUser)
    properties: {
      description: 'Researchers and approvers open the desktop'
      roleDefinitionId: desktopUser
      principalId: group
      principalType: 'Group'
    }
  }
]

resource mayUseApplications 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for group in people: {
    scope: applications
    name: guid(applications.id, group, desktopUser)
    properties: {
      description: 'Researchers and approvers open VS Code'
      roleDefinitionId: desktopUser
      principalId: group
      principalType: 'Group'
    }
  }
]

resource maySignIn 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for group in people: {
    name: guid(resourceGroup().id, group, machineUser)
    properties: {
      description: 'Researchers and approvers sign in to session hosts with Entra, as plain users'
      roleDefinitionId: machineUser
      principalId: group
      principalType: 'Group'
    }
  }
]
