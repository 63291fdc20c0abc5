metadata description = 'Durable Task Scheduler for durable state, instead of the host account. Reached through a private endpoint only.'

import { builtInRoles } from 'role-rules.bicep'
import { privateNetwork } from 'types.bicep'

@description('Required. Name of the scheduler.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Principal id of the Functions host.')
param hostPrincipalId string

@description('Required. Network of the private endpoint.')
param network privateNetwork

@description('Required. Workspace that gets the logs.')
param workspaceId string

var dataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  builtInRoles['Durable Task Data Contributor']
)

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'Consumption'
    }
    ipAllowlist: []
    publicNetworkAccess: 'Disabled'
  }

  resource hub 'taskHubs' = {
    name: 'sallyport'
    properties: {}
  }
}

module endpoint 'private-endpoint.bicep' = {
  name: '${name}-endpoint'
  params: {
    name: 'pe-${name}'
    location: location
    tags: tags
    targetId: scheduler.id
    group: 'scheduler'
    subnetId: network.subnetId
    zoneIds: [
      network.zoneIds.durableScheduler
    ]
  }
}

resource hostUses 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scheduler
  name: guid(scheduler.id, 'id-host', dataContributor)
  properties: {
    description: 'id-host may keep the durable state of the control plane here'
    roleDefinitionId: dataContributor
    principalId: hostPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: scheduler
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Endpoint, for a setting of the app.')
output store { endpoint: string } = {
  endpoint: scheduler.properties.endpoint
}
