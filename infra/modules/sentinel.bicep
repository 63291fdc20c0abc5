metadata description = 'Rules of Microsoft Sentinel for what must never happen here.'

import { logTables, rowsOf } from 'log-tables.bicep'

@description('Required. Name of the Log Analytics workspace.')
param workspaceName string

@description('Required. Names of the accounts; release is the public one when there is no other.')
param accounts { public: string, secure: string, control: string, release: string }

@description('Required. Principal ids of the control plane, of the identity behind the blob triggers, and of the reading room where there is one.')
param principals { control: string, trigger: string, room: string? }

@description('Required. There is a reading room.')
param readingRoom bool

@description('Required. Names of the role assignments that may read the container review: those of approvers, of Data Factory and of the reading room.')
param reviewAssignments string[]

@description('Required. Resource groups of the environment.')
param groups string[]

@description('Required. Behind the name of each rule; empty where the workspace is of this environment alone.')
param suffix string

var tables = any(empty(suffix) ? logTables : mapValues(logTables, table => rowsOf(table, groups)))

func quoted(words string[]) string => '"${join(words, '", "')}"'

// A query has at most 10,000 characters, so of each name three of its five parts have to do.
var beginnings = map(reviewAssignments, name => take(name, 18))
var dataAccounts = quoted(union([accounts.public, accounts.secure], [accounts.release]))
// Each row counts in the hour in which it came in, so a rule finds it once, and late rows too:
// https://learn.microsoft.com/azure/sentinel/ingestion-delay
var newRows = 'where Ingested between (ago(1h) .. now())'
var rules = [
  {
    name: 'release-without-receipt'
    title: 'A release has no receipt'
    severity: 'High'
    tactic: 'Exfiltration'
    description: 'Data Factory finished a release and the control plane has written no receipt for it within an hour.'
    query: $'''
let receipts = ${tables.StorageBlobLogs}
| where AccountName == "${accounts.control}" and OperationName == "PutBlob" and toint(StatusCode) < 300
| extend Operation = extract(@"/manifests/([^/]+)-release\.jws", 1, ObjectKey)
| where isnotempty(Operation)
| distinct Operation;
${tables.ADFPipelineRun}
| where Ingested between (ago(2h) .. ago(1h))
| where PipelineName == "export-release" and Status == "Succeeded"
| extend Operation = tostring(parse_json(Parameters).operationId)
| join kind=leftanti receipts on Operation
| project TimeGenerated, Operation, RunId'''
  }
  {
    name: 'role-given'
    title: 'Somebody was given a role in the environment or above it'
    severity: 'High'
    tactic: 'PrivilegeEscalation'
    description: 'Roles come from deployments of this environment only, which raise this too. Management groups have a log of their own, which is not looked at.'
    query: $'''
${logTables.AzureActivity}
| ${newRows}
| where OperationNameValue in~ ("Microsoft.Authorization/roleAssignments/write", "Microsoft.Authorization/roleDefinitions/write", "Microsoft.Authorization/roleEligibilityScheduleRequests/write")
| where ActivityStatusValue in~ ("Success", "Succeeded")
| extend Scope = tolower(coalesce(tostring(parse_json(Authorization).scope), _ResourceId))
| extend Group = extract(@"/resourcegroups/([^/]+)", 1, Scope)
| where isempty(Group) or Group in~ (${quoted(groups)})
| project TimeGenerated, OperationNameValue, Caller, CallerIpAddress, Scope'''
  }
  {
    name: 'review-read-by-others'
    title: 'A frozen package was read by neither an approver nor Data Factory nor the reading room'
    severity: 'High'
    tactic: 'Collection'
    description: 'Only the role assignments of approvers, of Data Factory and of the reading room may lead to a read in the container review.'
    query: $'''
${tables.StorageBlobLogs}
| ${newRows}
| where AccountName == "${accounts.secure}" and OperationName in ("GetBlob", "GetBlobProperties", "CopyBlobSource") and toint(StatusCode) < 300
| where tostring(split(ObjectKey, "/")[2]) == "review"
| where not(tostring(AuthorizationDetails) has_any (${quoted(beginnings)}))
| project TimeGenerated, ObjectKey, RequesterObjectId, RequesterUpn, CallerIpAddress, AuthenticationType'''
  }
  {
    name: 'control-plane-read-data'
    title: 'An identity of the control plane read a blob with data'
    severity: 'High'
    tactic: 'Collection'
    description: 'The control plane lists names and reads no content but evidence, which holds none of a file; the identity of the triggers asks for properties only.'
    query: $'''
${tables.StorageBlobLogs}
| ${newRows}
| where AccountName in (${dataAccounts}) and OperationName in ("GetBlob", "CopyBlobSource") and toint(StatusCode) < 300
| where RequesterObjectId in ("${principals.control}", "${principals.trigger}")
| where tostring(split(ObjectKey, "/")[2]) != "evidence"
| project TimeGenerated, AccountName, ObjectKey, RequesterObjectId'''
  }
  {
    name: 'kill-switch-changed'
    title: 'A kill switch was set or lifted'
    severity: 'Medium'
    tactic: 'Impact'
    description: 'A hold stops or allows transfers and compute of a project; somebody should know each time. Operators set and lift it through the control plane; another identity that writes there is an intruder.'
    query: $'''
${tables.StorageTableLogs}
| ${newRows}
| where AccountName == "${accounts.control}" and toint(StatusCode) < 300
| where OperationName in ("InsertEntity", "UpdateEntity", "MergeEntity", "InsertOrReplaceEntity", "InsertOrMergeEntity", "DeleteEntity")
| where extract(@"^https://[^/]+/(\w+)", 1, Uri) == "holds"
| where not(OperationName == "InsertOrReplaceEntity" and Uri matches regex @"RowKey=('|%27)checked('|%27)")
| project TimeGenerated, OperationName, Uri, RequesterObjectId'''
  }
]

var roomRules = [
  {
    name: 'reading-room-elsewhere'
    title: 'The reading room asked for something that is not its own'
    severity: 'High'
    tactic: 'Collection'
    description: 'It reads frozen packages and what it was asked, and adds evidence, places and views. Whatever else its identity asks for, even in vain, somebody else may be asking for.'
    query: $'''
${logTables.StorageBlobLogs}
| ${newRows}
| where RequesterObjectId == "${principals.?room ?? ''}"
| extend Container = tostring(split(ObjectKey, "/")[2])
| where AccountName != "${accounts.secure}" or Container !in ("review", "inspections", "evidence", "places", "views")
| project TimeGenerated, AccountName, OperationName, Status = toint(StatusCode), ObjectKey, CallerIpAddress'''
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

resource alertRules 'Microsoft.SecurityInsights/alertRules@2025-09-01' = [
  for rule in concat(rules, readingRoom ? roomRules : []): {
    scope: workspace
    name: '${rule.name}${suffix}'
    kind: 'Scheduled'
    properties: {
      displayName: rule.title
      description: rule.description
      enabled: true
      severity: any(rule.severity)
      tactics: [
        any(rule.tactic)
      ]
      query: rule.query
      queryFrequency: 'PT1H'
      queryPeriod: 'P1D'
      triggerOperator: 'GreaterThan'
      triggerThreshold: 0
      suppressionEnabled: false
      suppressionDuration: 'PT5H'
      incidentConfiguration: {
        createIncident: true
      }
    }
  }
]
