metadata description = 'Lets Azure Virtual Desktop start session hosts when somebody comes and stop them when nobody is there. Its autoscale wants the role on the subscription.'

targetScope = 'subscription'

import { builtInRoles } from 'role-rules.bicep'

@description('Required. Object id of the service principal of Azure Virtual Desktop in this tenant.')
param servicePrincipalId string

var powerOnOff = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  builtInRoles['Desktop Virtualization Power On Off Contributor']
)

// Several environments of one subscription share this assignment: Azure takes it only once.
// https://learn.microsoft.com/azure/virtual-desktop/autoscale-create-assign-scaling-plan
resource startsAndStops 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, servicePrincipalId, powerOnOff)
  properties: {
    description: 'Azure Virtual Desktop starts and stops session hosts'
    roleDefinitionId: powerOnOff
    principalId: servicePrincipalId
    principalType: 'ServicePrincipal'
  }
}
