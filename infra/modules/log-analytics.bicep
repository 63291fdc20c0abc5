metadata description = 'Azure Monitor: the workspace that every log goes to and the Application Insights of the apps.'

import { builtInRoles } from 'role-rules.bicep'

@description('Required. Name of the Log Analytics workspace.')
param workspaceName string

@description('Required. Name of the Application Insights.')
param insightsName string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Optional. Days that logs are kept.')
@minValue(90)
@maxValue(730)
param retentionDays int = 365

@description('Required. Identities that send telemetry, with Entra instead of a key.')
param senders { name: string, principalId: string }[]

var metricsPublisher = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  builtInRoles['Monitoring Metrics Publisher']
)

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
    DisableIpMasking: false
  }
}

resource workspaceLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'to-workspace'
  properties: {
    workspaceId: workspace.id
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource telemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for sender in senders: {
    scope: insights
    name: guid(insights.id, sender.name, metricsPublisher)
    properties: {
      description: '${sender.name} sends telemetry'
      roleDefinitionId: metricsPublisher
      principalId: sender.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

@description('Resource id of the workspace.')
output workspaceId string = workspace.id

@description('Id of the workspace that agents send logs to, part of the host name.')
output customerId string = workspace.properties.customerId

@description('Resource id of the Application Insights.')
output insightsId string = insights.id

@description('Host name that telemetry is sent to, a part of the connection string.')
output telemetryHost string = split(split(insights.properties.ConnectionString, 'IngestionEndpoint=https://')[1], '/')[0]

@description('Connection string of the Application Insights; it names an endpoint and holds no secret, since keys are off.')
output insightsConnection string = insights.properties.ConnectionString
