metadata description = 'The second copy of what the control account holds: an account of its own region, and where wanted of another subscription, in which the control plane can make blobs and change none.'

targetScope = 'subscription'

import { environmentSite } from 'site.bicep'
import { customerKey } from 'types.bicep'

@description('Required. The environment.')
param site environmentSite

@description('Required. Region of the copy.')
param location string

@description('Required. Workspace that gets the logs.')
param workspaceId string

@description('Required. Principal id of the control plane.')
param controlPrincipalId string

@description('Required. Role definition id of each set of blob operations.')
param blobRoleIds object

@description('Optional. Customer-managed key.')
param key customerKey?

// Nobody deletes for so long; then the copies of tables go, which hold the names of people, with what the runs noted.
var keepDays = 35

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: site.copyGroup
  location: location
  tags: site.tags
}

module account 'storage-account.bicep' = {
  scope: resourceGroup(site.copyGroup)
  name: 'storage-second-copy'
  params: {
    name: site.safeAccount
    location: location
    tags: site.tags
    sku: 'Standard_LRS'
    containers: [{ name: 'copy', immutable: 'blobs', keepDays: keepDays }]
    forget: { prefixes: ['copy/tables/', 'copy/runs/'], days: keepDays + 1 }
    workspaceId: workspaceId
    key: key
  }
  dependsOn: [
    group
  ]
}

module roles 'storage-roles.bicep' = {
  scope: resourceGroup(site.copyGroup)
  name: 'roles-second-copy'
  params: {
    accountName: site.safeAccount
    account: 'safe'
    containers: ['copy']
    principals: { 'id-control': controlPrincipalId }
    blobRoleIds: blobRoleIds
  }
  dependsOn: [
    account
  ]
}

@description('Resource id of the account.')
output accountId string = account.outputs.id
