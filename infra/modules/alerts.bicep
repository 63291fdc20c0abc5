metadata description = 'Azure Monitor alerts for people who run the environment, and a workbook that shows what moves.'

@description('Required. Name of the action group.')
param actionGroupName string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Mail address that gets alerts.')
param contact string

@description('Required. Workspace that is asked.')
param workspaceId string

@description('Required. Name of the host account, which keeps dead letters.')
param hostAccount string

var alerts = [
  {
    name: 'failed-transfer'
    title: 'A transfer failed'
    severity: 1
    query: 'ADFPipelineRun | where Status == "Failed" | project TimeGenerated, PipelineName, RunId, Parameters'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
  }
  {
    name: 'overdue-approval'
    title: 'An approval is past its deadline'
    severity: 2
    query: 'AppTraces | where Message startswith "sweep: " | extend Overdue = toint(parse_json(substring(Message, 7)).overdue) | where Overdue > 0 | project TimeGenerated, Overdue'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT1H'
  }
  {
    name: 'drift-not-mended'
    title: 'The computes of a project are not as its definition says'
    severity: 2
    query: 'AppTraces | where Message startswith "reconcile: " | extend Unmended = toint(parse_json(substring(Message, 11)).unmended), Failed = toint(parse_json(substring(Message, 11)).failed) | where Unmended > 0 or Failed > 0 | project TimeGenerated, Unmended, Failed'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
  }
  {
    name: 'no-reconcile'
    title: 'Computes have not been looked at for 15 minutes'
    severity: 2
    query: 'AppRequests | where OperationName == "reconcileCompute" and Success == true'
    operator: 'LessThan'
    threshold: 1
    frequency: 'PT15M'
  }
  {
    name: 'malware'
    title: 'An upload holds malware, or could not be scanned'
    severity: 1
    query: 'StorageMalwareScanningResults | where not(ScanResultType startswith "No threat") | project TimeGenerated, ScanResultType, BlobUri, ScanResultDetails'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
  }
  {
    name: 'dead-letter'
    title: 'An event could not be delivered'
    severity: 3
    query: 'StorageBlobLogs | where AccountName == "${hostAccount}" and OperationName == "PutBlob" and Uri has "/dead-letters/" | project TimeGenerated, Uri'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'sallyport'
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: contact
        useCommonAlertSchema: true
      }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: alert.name
    location: location
    tags: tags
    properties: {
      displayName: alert.title
      enabled: true
      severity: alert.severity
      scopes: [
        workspaceId
      ]
      evaluationFrequency: alert.frequency
      windowSize: alert.frequency
      autoMitigate: true
      // The tables are there only once something has been logged.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: any(alert.operator)
            threshold: alert.threshold
          }
        ]
      }
      actions: {
        actionGroups: [
          people.id
        ]
      }
    }
  }
]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'sallyport')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Sallyport'
    category: 'workbook'
    sourceId: workspaceId
    version: 'Notebook/1.0'
    serializedData: loadTextContent('../workbook.json')
  }
}

@description('Resource id of the action group.')
output actionGroupId string = people.id
