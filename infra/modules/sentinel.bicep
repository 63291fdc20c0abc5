metadata description = 'Microsoft Sentinel on the workspace, with rules for what must never happen here.'

@description('Required. Name of the Log Analytics workspace.')
param workspaceName string

@description('Required. Names of the accounts; release is the public one when there is no other.')
param accounts { public: string, secure: string, control: string, release: string }

@description('Required. Principal ids of the control plane and of the identity behind the blob triggers.')
param principals { control: string, trigger: string }

@description('Required. Names of the role assignments that may read the container review: those of approvers and of Data Factory.')
param reviewAssignments string[]

var dataNames = union([accounts.public, accounts.secure], [accounts.release])
var dataAccounts = '"${join(dataNames, '", "')}"'
var rules = [
  {
    name: 'release-without-receipt'
    title: 'A release has no receipt'
    severity: 'High'
    tactic: 'Exfiltration'
    description: 'Data Factory finished a release more than an hour ago and the control plane has written no receipt for it.'
    query: '''
let receipts = StorageBlobLogs
| where AccountName == "CONTROL" and OperationName == "PutBlob" and StatusCode < 300
| extend Operation = extract(@"/manifests/([^/?]+)-release\.jws", 1, Uri)
| where isnotempty(Operation)
| distinct Operation;
ADFPipelineRun
| where PipelineName == "export-release" and Status == "Succeeded" and End < ago(1h)
| extend Operation = tostring(parse_json(Parameters).operationId)
| join kind=leftanti receipts on Operation
| project TimeGenerated, Operation, RunId'''
  }
  {
    name: 'role-on-data-account'
    title: 'Somebody was given a role on an account with data'
    severity: 'High'
    tactic: 'PrivilegeEscalation'
    description: 'Roles on these accounts come from deployments of this environment only.'
    query: '''
AzureActivity
| where OperationNameValue =~ "Microsoft.Authorization/roleAssignments/write" and ActivityStatusValue =~ "Success"
| where _ResourceId has_any (ACCOUNTS)
| project TimeGenerated, Caller, CallerIpAddress, _ResourceId'''
  }
  {
    name: 'review-read-by-others'
    title: 'A frozen package was read by neither an approver nor Data Factory'
    severity: 'High'
    tactic: 'Collection'
    description: 'Only the role assignments of approvers and of Data Factory may lead to a read in the container review.'
    query: '''
StorageBlobLogs
| where AccountName == "SECURE" and Uri has "/review/" and OperationName in ("GetBlob", "GetBlobProperties", "CopyBlobSource") and StatusCode < 300
| where not(tostring(AuthorizationDetails) has_any (ASSIGNMENTS))
| project TimeGenerated, Uri, RequesterObjectId, RequesterUpn, CallerIpAddress, AuthenticationType'''
  }
  {
    name: 'control-plane-read-data'
    title: 'An identity of the control plane read a blob with data'
    severity: 'High'
    tactic: 'Collection'
    description: 'The control plane lists names and reads no content; the identity of the triggers asks for properties only.'
    query: '''
StorageBlobLogs
| where AccountName in (ACCOUNTS) and OperationName == "GetBlob" and StatusCode < 300
| where RequesterObjectId in ("PRINCIPAL_CONTROL", "PRINCIPAL_TRIGGER")
| project TimeGenerated, AccountName, Uri, RequesterObjectId'''
  }
  {
    name: 'kill-switch-changed'
    title: 'A kill switch was set or lifted'
    severity: 'Medium'
    tactic: 'Impact'
    description: 'A hold stops or allows transfers and compute of a project; somebody should know each time.'
    query: '''
StorageTableLogs
| where AccountName == "CONTROL" and Uri has "/holds" and StatusCode < 300
| where OperationName in ("InsertEntity", "UpdateEntity", "MergeEntity", "InsertOrReplaceEntity", "InsertOrMergeEntity", "DeleteEntity")
| project TimeGenerated, OperationName, Uri, RequesterObjectId'''
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

resource onboarding 'Microsoft.SecurityInsights/onboardingStates@2025-09-01' = {
  scope: workspace
  name: 'default'
  properties: {}
}

resource alertRules 'Microsoft.SecurityInsights/alertRules@2025-09-01' = [
  for rule in rules: {
    scope: workspace
    name: rule.name
    kind: 'Scheduled'
    properties: {
      displayName: rule.title
      description: rule.description
      enabled: true
      severity: any(rule.severity)
      tactics: [
        any(rule.tactic)
      ]
      query: replace(
        replace(
          replace(
            replace(
              replace(
                replace(rule.query, 'PRINCIPAL_CONTROL', principals.control),
                'PRINCIPAL_TRIGGER',
                principals.trigger
              ),
              'ASSIGNMENTS',
              '"${join(reviewAssignments, '", "')}"'
            ),
            'ACCOUNTS',
            dataAccounts
          ),
          'SECURE',
          accounts.secure
        ),
        'CONTROL',
        accounts.control
      )
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
    dependsOn: [
      onboarding
    ]
  }
]
