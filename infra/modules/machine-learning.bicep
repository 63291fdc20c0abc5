metadata description = 'Azure Machine Learning without a public address: a managed network that lets nothing out but what is approved, and datastores on the import and export paths that are read as the person who submits a job.'

import { customerKey, privateNetwork, projectAccess } from 'types.bicep'

@description('Required. Name of the workspace.')
param name string

@description('Required. Name of its own storage account, for notebooks and job outputs.')
param accountName string

@description('Required. Name of its own vault.')
param vaultName string

@description('Required. Name of its container registry.')
param registryName string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Replication of its account.')
param sku string

@description('Required. Name of the secure account, in this resource group.')
param secureAccountName string

@description('Required. Host name suffix of storage in this cloud, such as core.windows.net.')
param storageSuffix string

@description('Required. Application Insights of the workspace.')
param insightsId string

@description('Required. Network of the private endpoints.')
param network privateNetwork

@description('Required. Workspace that gets the logs.')
param workspaceId string

@description('Required. Principal id of the control plane and the role that lets it make, scale, start, stop and delete computes.')
param control { principalId: string, roleId: string }

@description('Required. Projects whose researchers work in the workspace.')
param projects projectAccess[]

@description('Optional. Customer-managed key.')
param key customerKey?

var connectionApprover = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b556d68e-0be0-4f35-a333-ad7ee1ce17ea'
)
var dataScientist = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'f6c7c914-8db3-469d-8ca1-694a8f32e121'
)
var researcherGroups = filter(map(projects, project => project.?researchers ?? ''), group => !empty(group))

module storage 'storage-account.bicep' = {
  name: 'storage-machine-learning'
  params: {
    name: accountName
    location: location
    tags: tags
    sku: sku
    trustedServices: true
    endpoints: ['blob', 'file', 'queue', 'table']
    network: network
    workspaceId: workspaceId
    key: key
  }
}

module vault 'key-vault.bicep' = {
  name: 'key-vault-machine-learning'
  params: {
    name: vaultName
    location: location
    tags: tags
    network: network
    workspaceId: workspaceId
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: registryName
  location: location
  tags: tags
  sku: {
    name: 'Premium'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    publicNetworkAccess: 'Disabled'
    networkRuleBypassOptions: 'AzureServices'
    zoneRedundancy: 'Enabled'
  }
}

module registryEndpoint 'private-endpoint.bicep' = {
  name: '${registryName}-endpoint'
  params: {
    name: 'pe-${registryName}'
    location: location
    tags: tags
    targetId: registry.id
    group: 'registry'
    subnetId: network.subnetId
    zoneIds: [
      network.zoneIds.registry
    ]
  }
}

resource secureAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: secureAccountName
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'Default'
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  identity: {
    type: key == null ? 'SystemAssigned' : 'SystemAssigned,UserAssigned'
    userAssignedIdentities: key == null ? null : { '${key!.identityId}': {} }
  }
  properties: {
    friendlyName: name
    storageAccount: storage.outputs.id
    keyVault: vault.outputs.id
    applicationInsights: insightsId
    containerRegistry: registry.id
    publicNetworkAccess: 'Disabled'
    allowPublicAccessWhenBehindVnet: false
    hbiWorkspace: true
    systemDatastoresAuthMode: 'Identity'
    v1LegacyMode: false
    managedNetwork: {
      isolationMode: 'AllowOnlyApprovedOutbound'
    }
    encryption: key == null
      ? null
      : {
          status: 'Enabled'
          identity: { userAssignedIdentity: key!.identityId }
          keyVaultProperties: {
            keyVaultArmId: key!.vaultId
            keyIdentifier: '${key!.vaultUri}/keys/${key!.keyName}'
          }
        }
  }

  resource secureStorage 'outboundRules' = {
    name: 'secure-storage'
    properties: {
      type: 'PrivateEndpoint'
      category: 'UserDefined'
      destination: {
        serviceResourceId: secureAccount.id
        subresourceTarget: 'blob'
        sparkEnabled: false
      }
    }
    dependsOn: [
      mayConnect
    ]
  }

  resource stores 'datastores' = [
    for container in ['datasets', 'exports']: {
      name: container
      properties: {
        datastoreType: 'AzureBlob'
        description: 'Container ${container} of the secure account, read as the person who submits the job.'
        accountName: secureAccountName
        containerName: container
        endpoint: storageSuffix
        protocol: 'https'
        serviceDataAccessAuthIdentity: 'None'
        credentials: {
          credentialsType: 'None'
        }
      }
    }
  ]
}

module endpoint 'private-endpoint.bicep' = {
  name: '${name}-endpoint'
  params: {
    name: 'pe-${name}'
    location: location
    tags: tags
    targetId: workspace.id
    group: 'amlworkspace'
    subnetId: network.subnetId
    zoneIds: [
      network.zoneIds.machineLearning
      network.zoneIds.notebooks
    ]
  }
}

resource mayConnect 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: secureAccount
  name: guid(secureAccount.id, 'machine-learning', connectionApprover)
  properties: {
    description: 'The workspace may approve the private endpoint of its managed network; it gives no access to data'
    roleDefinitionId: connectionApprover
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

resource controlMakesComputes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: guid(workspace.id, 'id-control', 'computes')
  properties: {
    description: 'id-control may make, scale, start, stop and delete computes'
    roleDefinitionId: control.roleId
    principalId: control.principalId
    principalType: 'ServicePrincipal'
  }
}

resource researchers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for group in researcherGroups: {
    scope: workspace
    name: guid(workspace.id, group, dataScientist)
    properties: {
      description: 'Researchers train and manage models; they make no computes'
      roleDefinitionId: dataScientist
      principalId: group
      principalType: 'Group'
    }
  }
]

resource registryLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: registry
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
