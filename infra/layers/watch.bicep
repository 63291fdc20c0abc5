metadata description = 'Who is told when something goes wrong: alerts, Sentinel, Defender, logs of machines, the budget.'

targetScope = 'subscription'

import { identitySet } from '../modules/identities.bicep'
import { partsOf } from '../modules/role-rules.bicep'
import { abbreviations, environmentSite } from '../modules/site.bicep'
import { projectAccess } from '../modules/types.bicep'

@description('Required. The environment.')
param site environmentSite

@description('Required. Identities.')
param identities identitySet

@description('Required. Workspace that is asked.')
param workspaceId string

@description('Required. The workspace is of this environment alone; otherwise it belongs to a hub, which has Sentinel there.')
param ownWorkspace bool

@description('Required. Projects and the Entra groups of their people.')
param projects projectAccess[]

@description('Required. Mail address that gets alerts of operation and of security.')
param contact string

@description('Required. Whether the plans of Defender and its contact for alerts are set.')
param defender bool

@description('Required. Whether Sentinel watches.')
param sentinel bool

@description('Required. There is a reading room, which reads frozen packages too.')
param readingRoom bool

@description('Optional. Principal id of the code of the reading room; needed where there is one.')
param roomPrincipalId string?

@description('Required. Monthly budget in the currency of the subscription, and the first day of the month that it starts with.')
param budget { amount: int, start: string }

var secureId = resourceId(
  subscription().subscriptionId,
  site.groups.secure,
  'Microsoft.Storage/storageAccounts',
  site.accounts.secure
)

module alerts '../modules/alerts.bicep' = {
  scope: resourceGroup(site.groups.monitor)
  name: 'alerts'
  params: {
    actionGroupName: '${abbreviations.actionGroup}${site.token}'
    location: site.location
    tags: site.tags
    contact: contact
    workspaceId: workspaceId
    hostAccount: site.accounts.host
    readingRoom: readingRoom
    groups: ownWorkspace ? [] : map(items(site.groups), group => group.value)
  }
}

module sentinelWorkspace '../modules/sentinel-workspace.bicep' = if (sentinel && ownWorkspace) {
  scope: resourceGroup(site.groups.monitor)
  name: 'sentinel-workspace'
  params: {
    workspaceName: site.names.logs
  }
}

module sentinelRules '../modules/sentinel.bicep' = if (sentinel) {
  scope: resourceGroup(split(workspaceId, '/')[2], split(workspaceId, '/')[4])
  name: 'sentinel-${site.token}'
  params: {
    workspaceName: last(split(workspaceId, '/'))
    suffix: ownWorkspace ? '' : '-${site.token}'
    accounts: {
      public: site.accounts.public
      secure: site.accounts.secure
      control: site.accounts.control
      release: site.accounts.release
    }
    groups: map(items(site.groups), group => group.value)
    principals: {
      control: identities.control.principalId
      trigger: identities.trigger.principalId
      room: roomPrincipalId
    }
    readingRoom: readingRoom
    reviewAssignments: concat(
      [guid(secureId, 'review', 'data-factory')],
      readingRoom ? [guid(secureId, 'review', 'id-inspect')] : [],
      map(
        partsOf(projects, 'approvers'),
        one =>
          one.part == 0
            ? guid(secureId, 'review', 'approvers', one.group)
            : guid(secureId, 'review', 'approvers', one.group, string(one.part))
      )
    )
  }
  dependsOn: [
    sentinelWorkspace
  ]
}

module plans '../modules/defender.bicep' = if (defender) {
  name: 'defender-${site.token}'
  params: {
    contact: contact
  }
}

module activity '../modules/activity-log.bicep' = {
  name: 'activity-log-${site.token}'
  params: {
    workspaceId: workspaceId
  }
}

module machineMonitoring '../modules/machine-monitoring.bicep' = {
  scope: resourceGroup(site.groups.monitor)
  name: 'machine-monitoring'
  params: {
    name: '${abbreviations.dataCollectionRule}${site.token}'
    location: site.location
    tags: site.tags
    workspaceId: workspaceId
    remediationPrincipalId: identities.remediation.principalId
  }
}

module cost '../modules/budget.bicep' = {
  name: 'budget-${site.token}'
  params: {
    name: '${abbreviations.budget}${site.name}'
    amount: budget.amount
    start: budget.start
    contact: contact
    tag: { name: 'azd-env-name', value: site.name }
  }
}

@description('Resource id of the rule that machines send their logs by.')
output machineLogsId string = machineMonitoring.outputs.id
