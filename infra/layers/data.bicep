metadata description = 'What data lies in or passes through: keys, accounts, vault, factory, events, malware scan, and the roles on all of it.'

targetScope = 'subscription'

import { identitySet } from '../modules/identities.bicep'
import { roomIdentities } from '../modules/room-identities.bicep'
import { abbreviations, environmentSite } from '../modules/site.bicep'
import { customerKey, privateNetwork, restorable } from '../modules/types.bicep'

@description('Required. The environment.')
param site environmentSite

@description('Required. Identities.')
param identities identitySet

@description('Required. Role definition ids: of each set of blob operations, and of each kind of resource that is steered.')
param roleIds { blobs: object, steering: object }

@description('Required. Network of the private endpoints, and of those to the accounts that people outside reach.')
param network { private: privateNetwork, uploads: privateNetwork }

@description('Required. Workspace that gets the logs.')
param workspaceId string

@description('Required. Customer-managed keys instead of keys managed by Microsoft.')
param customerManagedKeys bool

@description('Required. Replication of the accounts.')
param storageSku string

@description('Required. Days that deleted blobs, versions of datasets and the audit are kept.')
param keepDays { deleted: int, datasets: int, audit: int }

@description('Required. Address ranges that may reach the public account; empty means all.')
param uploadAddresses string[]

@description('Required. Gigabytes that are scanned for malware in a month; 0 leaves scanning out.')
param scannedGigabytes int

@description('Required. The container of results is scanned for malware too.')
param scanExports bool

@description('Required. Policies that are locked already and are left as they are: those on datasets and audit, and those on evidence, places and views.')
param locked { audit: bool, evidence: bool }

@description('Required. Region of the second copy; empty where there is none.')
param secondCopyLocation string

@description('Required. Id of the subscription of the second copy.')
param secondCopySubscription string

@description('Optional. The reading room: its identities, and the application security group of the endpoints that it reaches.')
param room { identities: roomIdentities, endpointGroup: string }?

module keys '../modules/customer-keys.bicep' = if (customerManagedKeys) {
  scope: resourceGroup(site.groups.secure)
  name: 'customer-keys'
  params: {
    vaultName: '${abbreviations.keyVault}key${site.token}'
    diskEncryptionSetName: '${abbreviations.diskEncryptionSet}${site.token}'
    location: site.location
    tags: site.tags
    identity: identities.encryption
    network: network.private
    workspaceId: workspaceId
    control: { principalId: identities.control.principalId, roleId: roleIds.steering.diskEncryption }
  }
}
var key = customerManagedKeys ? keys!.outputs.key : null

module storage '../modules/storage.bicep' = {
  name: 'storage-${site.token}'
  params: {
    names: {
      ...site.accounts
      release: site.accounts.release == site.accounts.public ? '' : site.accounts.release
    }
    location: site.location
    tags: site.tags
    openGroup: site.groups.control
    secureGroup: site.groups.secure
    network: network
    workspaceId: workspaceId
    sku: storageSku
    softDeleteDays: keepDays.deleted
    datasetDays: keepDays.datasets
    auditDays: keepDays.audit
    uploadAddresses: uploadAddresses
    locked: locked
    scans: { public: scannedGigabytes > 0, secure: scannedGigabytes > 0 && scanExports }
    key: key
    room: room == null ? null : { account: site.room.account, endpointGroup: room!.endpointGroup }
  }
}

module vault '../modules/key-vault.bicep' = {
  scope: resourceGroup(site.groups.secure)
  name: 'key-vault'
  params: {
    name: site.names.vault
    location: site.location
    tags: site.tags
    network: network.private
    workspaceId: workspaceId
    secretReaders: [{ name: 'id-control', principalId: identities.control.principalId }]
  }
}

// The role on secrets is one on a whole vault, so a shared one would hand each app the keys of the other.
module roomVault '../modules/key-vault.bicep' = if (room != null) {
  scope: resourceGroup(site.groups.secure)
  name: 'room-vault'
  params: {
    name: site.room.vault
    location: site.location
    tags: site.tags
    network: network.private
    endpointGroup: room!.endpointGroup
    workspaceId: workspaceId
    secretReaders: [{ name: 'id-inspect', principalId: room!.identities.code.principalId }]
  }
}

module dataFactory '../modules/data-factory.bicep' = {
  scope: resourceGroup(site.groups.control)
  name: 'data-factory'
  params: {
    storageSuffix: site.storageSuffix
    name: site.names.factory
    location: site.location
    tags: site.tags
    workspaceId: workspaceId
    accounts: {
      public: storage.outputs.accounts.public
      secure: storage.outputs.accounts.secure
      release: storage.outputs.accounts.release
    }
    control: { principalId: identities.control.principalId, roleId: roleIds.steering.dataFactory }
    key: key
  }
}

module uploadEvents '../modules/event-topic.bicep' = {
  scope: resourceGroup(site.groups.control)
  name: 'event-topic-public'
  params: {
    name: '${abbreviations.eventGridSystemTopic}public-${site.token}'
    location: site.location
    tags: site.tags
    accountId: storage.outputs.accounts.public.id
    workspaceId: workspaceId
  }
}

module exportEvents '../modules/event-topic.bicep' = {
  scope: resourceGroup(site.groups.secure)
  name: 'event-topic-secure'
  params: {
    name: '${abbreviations.eventGridSystemTopic}secure-${site.token}'
    location: site.location
    tags: site.tags
    accountId: storage.outputs.accounts.secure.id
    workspaceId: workspaceId
  }
}

module scanTopic '../modules/scan-topic.bicep' = if (scannedGigabytes > 0) {
  scope: resourceGroup(site.groups.control)
  name: 'scan-topic'
  params: {
    name: '${abbreviations.eventGridTopic}scans-${site.token}'
    location: site.location
    tags: site.tags
    workspaceId: workspaceId
  }
}

module uploadScan '../modules/malware-scan.bicep' = if (scannedGigabytes > 0) {
  scope: resourceGroup(site.groups.control)
  name: 'malware-scan-public'
  params: {
    accountName: site.accounts.public
    topicId: scanTopic!.outputs.id
    left: ['released', 'transfers']
    monthlyGigabytes: scannedGigabytes
    workspaceId: workspaceId
  }
  // Defender makes a system topic where there is none, and an account has no more than one.
  dependsOn: [
    uploadEvents
  ]
}

module exportScan '../modules/malware-scan.bicep' = if (scannedGigabytes > 0 && scanExports) {
  scope: resourceGroup(site.groups.secure)
  name: 'malware-scan-secure'
  params: {
    accountName: site.accounts.secure
    topicId: scanTopic!.outputs.id
    left: concat(
      ['datasets', 'review', 'returned', 'notices', 'transfers'],
      room == null ? [] : ['inspections', 'evidence', 'places', 'views']
    )
    monthlyGigabytes: scannedGigabytes
    workspaceId: workspaceId
  }
  dependsOn: [
    exportEvents
  ]
}

module dataRoles '../modules/data-roles.bicep' = {
  name: 'data-roles-${site.token}'
  params: {
    accounts: site.accounts
    openGroup: site.groups.control
    secureGroup: site.groups.secure
    roomAccount: room == null ? '' : site.room.account
    principals: {
      'id-control': identities.control.principalId
      'id-trigger': identities.trigger.principalId
      'id-host': identities.host.principalId
      'data-factory': dataFactory.outputs.principalId
      'image-builder': identities.images.principalId
      'events-public': uploadEvents.outputs.principalId
      'events-secure': exportEvents.outputs.principalId
      ...(room == null
        ? {}
        : {
            'id-inspect': room!.identities.code.principalId
            'id-inspect-host': room!.identities.host.principalId
          })
      ...(scannedGigabytes > 0 ? { 'events-scans': scanTopic!.outputs.principalId } : {})
    }
    blobRoleIds: roleIds.blobs
  }
}

module secondCopy '../modules/second-copy.bicep' = if (!empty(secondCopyLocation)) {
  scope: subscription(secondCopySubscription)
  name: 'second-copy-${site.token}'
  params: {
    site: site
    location: secondCopyLocation
    workspaceId: workspaceId
    controlPrincipalId: identities.control.principalId
    blobRoleIds: roleIds.blobs
    key: key
  }
}

// A private endpoint lies in the subscription of its network.
module secondCopyEndpoint '../modules/private-endpoint.bicep' = if (!empty(secondCopyLocation)) {
  scope: resourceGroup(site.groups.secure)
  name: 'second-copy-endpoint'
  params: {
    name: 'pe-${site.safeAccount}-blob'
    location: site.location
    tags: site.tags
    targetId: secondCopy!.outputs.accountId
    group: 'blob'
    subnetId: network.private.subnetId
    zoneIds: [network.private.zoneIds.blob]
  }
}

module scanResults '../modules/scan-results.bicep' = if (scannedGigabytes > 0) {
  scope: resourceGroup(site.groups.control)
  name: 'scan-results'
  params: {
    topicName: scanTopic!.outputs.name
    hostAccountId: storage.outputs.accounts.host.id
  }
  dependsOn: [
    dataRoles
  ]
}

module wakeEvents '../modules/wake-events.bicep' = if (room != null) {
  scope: resourceGroup(site.groups.secure)
  name: 'wake-events'
  params: {
    topicName: '${abbreviations.eventGridSystemTopic}secure-${site.token}'
    queueAccountId: storage.outputs.accounts.room
    deadLetterAccountId: storage.outputs.accounts.host.id
  }
  dependsOn: [
    dataRoles
    exportEvents
  ]
}

@description('Customer-managed key; null when keys are managed by Microsoft.')
output key customerKey? = key

@description('Days for which what was deleted at either door can still be restored.')
output restoreDays restorable = storage.outputs.restoreDays

@description('Address of the vault of the control plane.')
output vaultUrl string = vault.outputs.url

@description('Address of the vault of the reading room; empty where there is none.')
output roomVaultUrl string = roomVault.?outputs.url ?? ''
