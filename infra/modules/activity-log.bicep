metadata description = 'The activity log of the subscription, where roles and policies change, goes to the workspace.'

targetScope = 'subscription'

@description('Required. Workspace that gets it.')
param workspaceId string

resource activity 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'sallyport-activity'
  properties: {
    workspaceId: workspaceId
    logs: [
      for category in ['Administrative', 'Security', 'Alert', 'Policy', 'ServiceHealth', 'ResourceHealth']: {
        category: category
        enabled: true
      }
    ]
  }
}
