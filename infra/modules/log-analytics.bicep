metadata description = 'The workspace of Azure Monitor that every log goes to.'

@description('Required. Name of the Log Analytics workspace.')
param workspaceName string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Optional. Days that logs are kept.')
@minValue(90)
@maxValue(730)
param retentionDays int = 365

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

// No rule or chart asks these, and rows come all day: each look of a host into a queue is one. Whoever asks pays for the search.
// What lies in the other tables of storage rules do ask: docs/decisions/0030-logs-that-rules-ask.md.
resource seldomAsked 'Microsoft.OperationalInsights/workspaces/tables@2025-07-01' = [
  for table in ['StorageFileLogs', 'StorageQueueLogs']: {
    parent: workspace
    name: table
    properties: {
      plan: 'Basic'
      totalRetentionInDays: retentionDays
    }
  }
]

resource workspaceLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'to-workspace'
  properties: {
    workspaceId: workspace.id
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id of the workspace.')
output workspaceId string = workspace.id

@description('Id of the workspace that agents send logs to, part of the host name.')
output customerId string = workspace.properties.customerId
