metadata description = 'The accounts. Bytes of research data lie in the public and the secure account (and in the release account when there is one); the control account and those of the Functions hosts hold none.'

import { customerKey, privateNetwork, restorable } from 'types.bicep'

@description('Required. Names of the accounts. An empty release name means that results are released to the public account.')
param names {
  public: string
  secure: string
  control: string
  host: string
  release: string
}

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Resource group of the accounts that have an address on the internet.')
param openGroup string

@description('Required. Resource group of the accounts that have none.')
param secureGroup string

@description('Required. Network of the private endpoints, and of those to the accounts that people outside reach.')
param network { private: privateNetwork, uploads: privateNetwork }

@description('Required. Workspace that gets the logs.')
param workspaceId string

@description('Required. Replication of every account.')
param sku string

@description('Required. Days until deleted blobs of the public and the secure account are gone.')
param softDeleteDays int

@description('Required. Days that each version of a dataset is kept.')
param datasetDays int

@description('Required. Days that the audit and what the reading room wrote are kept.')
param auditDays int

@description('Required. Address ranges that may reach the public account; empty means all.')
param uploadAddresses string[]

@description('Required. Policies that are locked already and are left as they are: those on datasets and audit, and those on evidence, places and views.')
param locked { audit: bool, evidence: bool }

@description('Required. Which accounts are scanned for malware.')
param scans { public: bool, secure: bool }

@description('Optional. Customer-managed key.')
param key customerKey?

@description('Optional. The reading room: the account of its Functions host, and the application security group of the endpoints that it reaches.')
param room { account: string, endpointGroup: string }?

targetScope = 'subscription'

var separateRelease = !empty(names.release)
var wake = loadJsonContent('../triggers.json', '.readingRoom.wake')

module public 'storage-account.bicep' = {
  scope: resourceGroup(openGroup)
  name: 'storage-public'
  params: {
    name: names.public
    location: location
    tags: tags
    sku: sku
    public: true
    publicAddresses: uploadAddresses
    scanned: scans.public
    containers: concat([{ name: 'ingress' }, { name: 'transfers' }], separateRelease ? [] : [{ name: 'released' }])
    // A revoked file must be gone: with versions it would stay readable by its version id.
    versioning: false
    softDeleteDays: softDeleteDays
    endpoints: ['blob']
    network: network.uploads
    workspaceId: workspaceId
    key: key
  }
}

module release 'storage-account.bicep' = if (separateRelease) {
  scope: resourceGroup(openGroup)
  name: 'storage-release'
  params: {
    name: separateRelease ? names.release : 'unused'
    location: location
    tags: tags
    sku: sku
    public: true
    containers: [{ name: 'released' }]
    versioning: false
    softDeleteDays: softDeleteDays
    endpoints: ['blob']
    network: network.uploads
    workspaceId: workspaceId
    key: key
  }
}

module secure 'storage-account.bicep' = {
  scope: resourceGroup(secureGroup)
  name: 'storage-secure'
  params: {
    name: names.secure
    location: location
    tags: tags
    sku: sku
    // No trusted services: a linked service could come through that leaves the managed network of the factory.
    scanned: scans.secure
    containers: concat(
      [
        { name: 'datasets', immutable: 'versions', keepDays: datasetDays, locked: locked.audit }
        { name: 'exports' }
        { name: 'review' }
        { name: 'returned' }
        { name: 'notices' }
        { name: 'transfers' }
      ],
      room == null
        ? []
        : concat(
            [{ name: 'inspections' }],
            map(['evidence', 'places', 'views'], name => {
              name: name
              immutable: 'blobs'
              keepDays: auditDays
              locked: locked.evidence
            })
          )
    )
    versioning: true
    softDeleteDays: softDeleteDays
    // Of datasets the rule takes only what its retention no longer keeps.
    forgetVersionsOf: ['datasets', 'exports', 'review', 'returned', 'notices', 'transfers']
    endpoints: ['blob']
    endpointGroups: room == null ? {} : { blob: room!.endpointGroup }
    network: network.private
    workspaceId: workspaceId
    key: key
  }
}

module control 'storage-account.bicep' = {
  scope: resourceGroup(secureGroup)
  name: 'storage-control'
  params: {
    name: names.control
    location: location
    tags: tags
    sku: sku
    containers: [
      { name: 'projects' }
      { name: 'manifests' }
      { name: 'audit', immutable: 'append', keepDays: auditDays, locked: locked.audit }
      { name: 'tree', immutable: 'blobs', keepDays: auditDays }
    ]
    tables: [
      'register'
      'decisions'
      'handles'
      'heads'
      'outbox'
      'holds'
      'changes'
      'refused'
      'requests'
      'verdicts'
      'absences'
      'signins'
      'people'
    ]
    endpoints: ['blob', 'table']
    network: network.private
    workspaceId: workspaceId
    key: key
  }
}

module host 'storage-account.bicep' = {
  scope: resourceGroup(secureGroup)
  name: 'storage-host'
  params: {
    name: names.host
    location: location
    tags: tags
    sku: sku
    // Event Grid brings results of scans and dead letters.
    trustedServices: true
    containers: [{ name: 'packages' }, { name: 'dead-letters' }]
    queues: ['scan-results', 'scan-results-poison', 'webjobs-blobtrigger-poison']
    endpoints: ['blob', 'queue', 'table']
    network: network.private
    workspaceId: workspaceId
    key: key
  }
}

// The two Functions hosts share no account: each could change the code of the other there.
module roomHost 'storage-account.bicep' = if (room != null) {
  scope: resourceGroup(secureGroup)
  name: 'storage-room'
  params: {
    name: room!.account
    location: location
    tags: tags
    sku: sku
    // Event Grid brings what wakes the room.
    trustedServices: true
    containers: [{ name: 'packages' }, { name: 'locks' }]
    queues: [wake.queue, '${wake.queue}-poison']
    endpoints: ['blob', 'queue', 'table']
    endpointGroups: { blob: room!.endpointGroup, queue: room!.endpointGroup, table: room!.endpointGroup }
    network: network.private
    workspaceId: workspaceId
    key: key
  }
}

// What is deleted from exports stays as a previous version until the lifecycle rule deletes that, and then softDeleteDays more. The rule
// acts on whole days that have passed, about once a day, and takes its time: https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-overview
var lifecycleLag = 3

@description('Days for which what was deleted can still be restored, and days of the retention of datasets. The public account keeps no versions.')
output restoreDays restorable = {
  ingress: softDeleteDays
  exports: softDeleteDays + lifecycleLag + softDeleteDays
  datasets: datasetDays
}

@description('Resource id and name of each account; release is the public one when there is no other. Of the account of the room\'s host the id; empty where there is no room.')
output accounts {
  public: { id: string, name: string }
  secure: { id: string, name: string }
  control: { id: string, name: string }
  host: { id: string, name: string }
  release: { id: string, name: string }
  room: string
} = {
  public: { id: public.outputs.id, name: public.outputs.name }
  secure: { id: secure.outputs.id, name: secure.outputs.name }
  control: { id: control.outputs.id, name: control.outputs.name }
  host: { id: host.outputs.id, name: host.outputs.name }
  release: separateRelease
    ? { id: release.?outputs.id ?? '', name: release.?outputs.name ?? '' }
    : { id: public.outputs.id, name: public.outputs.name }
  room: roomHost.?outputs.id ?? ''
}
