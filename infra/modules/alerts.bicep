metadata description = 'Azure Monitor alerts for people who run the environment, and a workbook that shows what moves.'

import { logTables, rowsOf } from 'log-tables.bicep'

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

@description('Required. There is a reading room.')
param readingRoom bool

@description('Required. Name of the host account, which keeps dead letters.')
param hostAccount string

@description('Required. Resource groups whose rows count, where several environments share the workspace; empty for all.')
param groups string[]

var tables = any(empty(groups) ? logTables : mapValues(logTables, table => rowsOf(table, groups)))
var timers = loadJsonContent('../triggers.json', '.timers')
var readingRoomTimer = loadJsonContent('../triggers.json', '.readingRoom.timer')
var scans = loadJsonContent('../triggers.json', '.scans')

// A row that is written once is looked for during an hour, since it may come in late; the alert is raised once and stays so
// while the row is in the window.
type alertRule = {
  name: string
  title: string
  severity: int
  query: string
  @description('Column whose values are alerts of their own.')
  by: string?
  operator: 'GreaterThan' | 'LessThan'
  threshold: int
  frequency: string
  window: string
}

var alerts alertRule[] = [
  {
    name: 'failed-transfer'
    title: 'A transfer failed'
    severity: 1
    query: '${tables.ADFPipelineRun} | where Status == "Failed" | project TimeGenerated, PipelineName, RunId, Parameters'
    by: 'RunId'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT1H'
  }
  {
    name: 'failed-operation'
    title: 'A dataset or an export stopped at a failure and waits for an operator'
    severity: 1
    query: '${tables.AppTraces} | where Message startswith "failed: " | extend Project = tostring(parse_json(substring(Message, 8))["project"]), Operation = tostring(parse_json(substring(Message, 8)).operation) | project TimeGenerated, Project, Operation'
    by: 'Operation'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT15M'
  }
  {
    name: 'stalled-operation'
    title: 'An outage has kept a dataset or an export from going on for too long'
    severity: 1
    query: '${tables.AppTraces} | where Message startswith "stalled: " | extend Project = tostring(parse_json(substring(Message, 9))["project"]), Operation = tostring(parse_json(substring(Message, 9)).operation) | project TimeGenerated, Project, Operation'
    by: 'Operation'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT15M'
  }
  {
    name: 'broken-row'
    title: 'A row of the register cannot be read'
    severity: 1
    query: '${tables.AppTraces} | where Message startswith "broken: " | extend Project = tostring(parse_json(substring(Message, 8))["project"]), Row = tostring(parse_json(substring(Message, 8)).operation) | project TimeGenerated, Project, Row'
    by: 'Row'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT15M'
  }
  {
    name: 'file-reappeared'
    title: 'Something lies outside again where a release was taken back'
    severity: 1
    query: '${tables.AppTraces} | where Message startswith "reappeared: " | extend Project = tostring(parse_json(substring(Message, 12))["project"]), Operation = tostring(parse_json(substring(Message, 12)).operation) | project TimeGenerated, Project, Operation'
    by: 'Operation'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT1H'
  }
  {
    name: 'outside-unaccounted'
    title: 'Something lies outside that no release accounts for, or what was released is gone'
    severity: 1
    query: '${tables.AppTraces} | where Message startswith "outside: " | extend Project = tostring(parse_json(substring(Message, 9))["project"]), Operation = tostring(parse_json(substring(Message, 9)).operation) | project TimeGenerated, Project, Operation'
    by: 'Operation'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT1H'
  }
  {
    name: 'nobody-told'
    title: 'Mails could not be sent for seven days and were given up'
    severity: 2
    query: '${tables.AppTraces} | where Message startswith "sweep: " | extend GivenUp = toint(parse_json(substring(Message, 7)).givenUp) | where GivenUp > 0 | project TimeGenerated, GivenUp'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT1H'
    window: 'PT1H'
  }
  {
    name: 'second-copy-old'
    title: 'The second copy of the records is older than two hours'
    severity: 1
    query: '${tables.AppTraces} | where Message startswith "sweep: " | extend OldCopy = toint(parse_json(substring(Message, 7)).oldCopy) | where OldCopy > 0 | project TimeGenerated, OldCopy'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT1H'
  }
  {
    name: 'no-sweep'
    title: 'No sweep has finished for 15 minutes'
    severity: 1
    query: '${tables.AppTraces} | where Message startswith "sweep: " | extend Ensured = toint(parse_json(substring(Message, 7)).ensured) | project TimeGenerated, Ensured'
    operator: 'LessThan'
    threshold: 1
    frequency: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'overdue-approval'
    title: 'An approval is past its deadline'
    severity: 2
    query: '${tables.AppTraces} | where Message startswith "sweep: " | extend Overdue = toint(parse_json(substring(Message, 7)).overdue) | where Overdue > 0 | project TimeGenerated, Overdue'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT1H'
    window: 'PT1H'
  }
  {
    name: 'drift-not-mended'
    title: 'The computes of a project are not as its definition says'
    severity: 2
    query: '${tables.AppTraces} | where Message startswith "drift: " | extend Project = tostring(parse_json(substring(Message, 7))["project"]), Unmended = toint(parse_json(substring(Message, 7)).unmended), Failed = toint(parse_json(substring(Message, 7)).failed) | where Unmended > 0 or Failed > 0 | project TimeGenerated, Project, Unmended, Failed'
    by: 'Project'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT15M'
  }
  {
    name: 'no-reconcile'
    title: 'Computes have not been looked at for 15 minutes'
    severity: 2
    query: '${tables.AppRequests} | where OperationName == "${timers.reconcile}" and Success == true'
    operator: 'LessThan'
    threshold: 1
    frequency: 'PT15M'
    window: 'PT15M'
  }
  {
    name: 'malware'
    title: 'An upload holds malware, or could not be scanned'
    severity: 1
    query: '${tables.StorageMalwareScanningResults} | where not(ScanResultType startswith "No threat") | extend Dataset = extract("^https://[^/]+/([^/]+/[^/]+/[^/]+)", 1, BlobUri) | project TimeGenerated, ScanResultType, Dataset, BlobUri, ScanResultDetails'
    by: 'Dataset'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT1H'
  }
  {
    name: 'late-malware'
    title: 'Malware was found in files that had been copied already'
    severity: 0
    query: '${tables.AppTraces} | where Message startswith "late-malware: " | extend Project = tostring(parse_json(substring(Message, 14))["project"]), Operation = tostring(parse_json(substring(Message, 14)).operation) | project TimeGenerated, Project, Operation'
    by: 'Operation'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT5M'
    window: 'PT1H'
  }
  {
    name: 'unread-scan-result'
    title: 'A result of a malware scan could not be read'
    severity: 2
    query: '${tables.AppRequests} | where OperationName == "${scans.function}" and Success == false | project TimeGenerated, OperationName, ResultCode'
    operator: 'GreaterThan'
    threshold: 4
    frequency: 'PT15M'
    window: 'PT1H'
  }
  {
    name: 'dead-letter'
    title: 'An event could not be delivered'
    severity: 3
    query: '${tables.StorageBlobLogs} | where AccountName == "${hostAccount}" and OperationName == "PutBlob" and toint(StatusCode) < 300 | where tostring(split(ObjectKey, "/")[2]) == "dead-letters" | project TimeGenerated, ObjectKey'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT1H'
  }
]

var roomAlerts alertRule[] = [
  {
    name: 'failed-inspection'
    title: 'The reading room could not write the evidence of a package, and tries again'
    severity: 2
    query: '${tables.AppTraces} | where Message startswith "inspection: " | extend Project = tostring(parse_json(substring(Message, 12))["project"]), Operation = tostring(parse_json(substring(Message, 12)).operation), Outcome = tostring(parse_json(substring(Message, 12)).outcome) | where Outcome == "failed" | project TimeGenerated, Project, Operation'
    by: 'Operation'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT15M'
  }
  {
    name: 'uninspected-package'
    title: 'A package waited for evidence of the reading room in vain'
    severity: 1
    query: '${tables.AppTraces} | where Message startswith "uninspected: " | extend Project = tostring(parse_json(substring(Message, 13))["project"]), Operation = tostring(parse_json(substring(Message, 13)).operation) | project TimeGenerated, Project, Operation'
    by: 'Operation'
    operator: 'GreaterThan'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT15M'
  }
  {
    name: 'no-inspection'
    title: 'The reading room has not looked for packages for an hour'
    severity: 2
    // A run with packages takes up to half an hour, and counts when it has ended.
    query: '${tables.AppRequests} | where OperationName == "${readingRoomTimer}" and Success == true'
    operator: 'LessThan'
    threshold: 1
    frequency: 'PT15M'
    window: 'PT1H'
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
  for alert in concat(alerts, readingRoom ? roomAlerts : []): {
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
      windowSize: alert.window
      autoMitigate: true
      // The tables are there only once something has been logged.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: alert.query
            dimensions: alert.?by == null ? [] : [{ name: alert.by!, operator: 'Include', values: ['*'] }]
            timeAggregation: 'Count'
            operator: alert.operator
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
    serializedData: reduce(
      items(tables),
      loadTextContent('../workbook.json'),
      (text, table) => replace(text, '{${table.key}}', table.value)
    )
  }
}

@description('Resource id of the action group.')
output actionGroupId string = people.id
