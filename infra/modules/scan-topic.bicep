metadata description = 'The Event Grid topic that the results of malware scans come to.'

@description('Required. Name of the topic.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Workspace that gets the logs.')
param workspaceId string

resource topic 'Microsoft.EventGrid/topics@2025-02-15' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    // Defender sends from the outside; with local keys off only its own Entra identity can.
    publicNetworkAccess: 'Enabled'
    disableLocalAuth: true
    minimumTlsVersionAllowed: '1.2'
    inputSchema: 'EventGridSchema'
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: topic
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Principal id of the topic, which adds to the queue.')
output principalId string = topic.identity.principalId

@description('Resource id of the topic.')
output id string = topic.id

@description('Name of the topic.')
output name string = topic.name
