metadata description = 'The Application Insights of the apps, whose rows lie in the workspace.'

import { builtInRoles } from 'role-rules.bicep'

@description('Required. Name of the Application Insights.')
param insightsName string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Workspace that keeps what is sent.')
param workspaceId string

@description('Required. Identities that send telemetry, with Entra instead of a key.')
param senders { name: string, principalId: string }[]

var metricsPublisher = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  builtInRoles['Monitoring Metrics Publisher']
)

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspaceId
    DisableLocalAuth: true
    DisableIpMasking: false
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

@description('Resource id of the Application Insights.')
output insightsId string = insights.id

@description('Host name that telemetry is sent to, a part of the connection string.')
output telemetryHost string = split(split(insights.properties.ConnectionString, 'IngestionEndpoint=https://')[1], '/')[0]

@description('Connection string of the Application Insights; it names an endpoint and holds no secret, since keys are off.')
output insightsConnection string = insights.properties.ConnectionString
