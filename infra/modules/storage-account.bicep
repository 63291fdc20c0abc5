metadata description = 'A storage account without shared keys: its containers, tables and queues, protection, private endpoints and logs.'

import { customerKey, privateNetwork } from 'types.bicep'

type containerType = {
  @description('Name of the container.')
  name: string
  @description('versions: each version is kept for keepDays (the container takes a default policy for its versions). append: nothing is changed or deleted for keepDays, appends are allowed. blobs: nothing at all is changed or deleted for keepDays.')
  immutable: ('versions' | 'append' | 'blobs')?
  @description('Days that the policy keeps content.')
  keepDays: int?
  @description('The policy is locked already: Azure refuses to write it again, so it is left out.')
  locked: bool?
}

@description('Required. Name of the account.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Replication, such as Standard_ZRS.')
param sku string

@description('Required. Workspace that gets the logs.')
param workspaceId string

@description('Optional. Containers.')
param containers containerType[] = []

@description('Optional. Tables.')
param tables string[] = []

@description('Optional. Queues.')
param queues string[] = []

@description('Optional. Whether the account has an address on the internet. Everything still needs a role.')
param public bool = false

@description('Optional. Address ranges that may reach a public account; empty means all.')
param publicAddresses string[] = []

@description('Optional. Whether every trusted service of Azure may pass the firewall of the account, for whomever it works.')
param trustedServices bool = false

@description('Optional. Whether Defender may pass it, to scan for malware. Left out, each deployment would take away what Defender adds itself.')
param scanned bool = false

@description('Optional. Services that get a private endpoint.')
param endpoints ('blob' | 'queue' | 'table' | 'file')[] = []

@description('Optional. Network of the private endpoints; needed when there are any.')
param network privateNetwork?

@description('Optional. Application security group of the private endpoint of each service.')
param endpointGroups { *: string } = {}

@description('Optional. Whether an overwritten or deleted blob stays as a previous version.')
param versioning bool = false

@description('Optional. Days until a deleted blob is gone for good.')
param softDeleteDays int = 7

@description('Optional. Containers whose previous versions are deleted after softDeleteDays.')
param forgetVersionsOf string[] = []

@description('Optional. What is deleted so many days after it was made, by the beginnings of its paths, each with its container.')
param forget { prefixes: string[], days: int }?

@description('Optional. Customer-managed key.')
param key customerKey?

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: any(sku)
  }
  identity: key == null
    ? null
    : {
        type: 'UserAssigned'
        userAssignedIdentities: {
          '${key!.identityId}': {}
        }
      }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: public ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: trustedServices ? 'AzureServices' : 'None'
      defaultAction: public && empty(publicAddresses) ? 'Allow' : 'Deny'
      resourceAccessRules: scanned
        ? [
            {
              tenantId: tenant().tenantId
              resourceId: subscriptionResourceId('Microsoft.Security/datascanners', 'StorageDataScanner')
            }
          ]
        : []
      ipRules: [
        for range in publicAddresses: {
          action: 'Allow'
          // Storage takes single addresses without a prefix, and no ranges of two.
          value: endsWith(range, '/31')
            ? fail('The account takes no range of two addresses: write ${range} as two addresses.')
            : replace(range, '/32', '')
        }
      ]
    }
    encryption: {
      requireInfrastructureEncryption: true
      keySource: key == null ? 'Microsoft.Storage' : 'Microsoft.Keyvault'
      identity: key == null ? null : { userAssignedIdentity: key.?identityId }
      keyvaultproperties: key == null ? null : { keyvaulturi: key.?vaultUri, keyname: key.?keyName }
      services: {
        blob: { enabled: true, keyType: 'Account' }
        file: { enabled: true, keyType: 'Account' }
        queue: { enabled: true, keyType: 'Account' }
        table: { enabled: true, keyType: 'Account' }
      }
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: versioning
    deleteRetentionPolicy: {
      enabled: softDeleteDays > 0
      days: softDeleteDays > 0 ? softDeleteDays : null
      allowPermanentDelete: false
    }
    containerDeleteRetentionPolicy: {
      enabled: softDeleteDays > 0
      days: softDeleteDays > 0 ? softDeleteDays : null
    }
  }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource fileService 'Microsoft.Storage/storageAccounts/fileServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource accountContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for container in containers: {
    parent: blobs
    name: container.name
    properties: {
      publicAccess: 'None'
      immutableStorageWithVersioning: container.?immutable == 'versions' ? { enabled: true } : null
    }
  }
]

resource policies 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-06-01' = [
  for (container, index) in containers: if (container.?immutable != null && !(container.?locked ?? false)) {
    parent: accountContainers[index]
    name: 'default'
    properties: {
      immutabilityPeriodSinceCreationInDays: container.?keepDays ?? 7
      allowProtectedAppendWrites: container.?immutable == 'append'
    }
  }
]

resource accountTables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-06-01' = [
  for table in tables: {
    parent: tableService
    name: table
  }
]

resource accountQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' = [
  for queue in queues: {
    parent: queueService
    name: queue
  }
]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = if (!empty(forgetVersionsOf) || forget != null) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: concat(
        empty(forgetVersionsOf)
          ? []
          : [
              {
                name: 'forget-previous-versions'
                type: 'Lifecycle'
                enabled: true
                definition: {
                  filters: {
                    blobTypes: [
                      'blockBlob'
                      'appendBlob'
                    ]
                    prefixMatch: map(forgetVersionsOf, container => '${container}/')
                  }
                  actions: {
                    version: {
                      delete: {
                        daysAfterCreationGreaterThan: softDeleteDays
                      }
                    }
                  }
                }
              }
            ],
        forget == null
          ? []
          : [
              {
                name: 'forget-by-age'
                type: 'Lifecycle'
                enabled: true
                definition: {
                  filters: {
                    blobTypes: [
                      'blockBlob'
                    ]
                    prefixMatch: forget!.prefixes
                  }
                  actions: {
                    baseBlob: {
                      delete: {
                        daysAfterCreationGreaterThan: forget!.days
                      }
                    }
                  }
                }
              }
            ]
      )
    }
  }
  dependsOn: [
    blobs
  ]
}

module privateEndpoints 'private-endpoint.bicep' = [
  for service in endpoints: {
    name: '${name}-${service}-endpoint'
    params: {
      name: 'pe-${name}-${service}'
      location: location
      tags: tags
      targetId: account.id
      group: service
      subnetId: network!.subnetId
      zoneIds: [
        network!.zoneIds[service]
      ]
      securityGroupId: endpointGroups[?service] ?? ''
    }
  }
]

resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: tableService
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource queueLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: queueService
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource fileLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: fileService
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

@description('Resource id of the account.')
output id string = account.id

@description('Name of the account.')
output name string = account.name
