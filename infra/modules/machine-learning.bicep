metadata description = 'Azure Machine Learning without a public address: a managed network that lets nothing out but what is approved, and datastores on the import and export paths that are read as the person who submits a job.'

import { builtInRoles } from 'role-rules.bicep'
import { customerKey, privateNetwork } from 'types.bicep'

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

@description('Required. Whether the registry is spread over availability zones.')
param zoneRedundant bool

@description('Required. Secure account, which lies in another resource group: Azure makes the workspace an administrator of its own one.')
param secureAccount { name: string, resourceGroup: string }

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

@description('Required. Identity that clusters carry to pull the images of their jobs and to use the account of the workspace.')
param computes { id: string, principalId: string }

@description('Required. Whether researchers get the account of the workspace. Notebooks and jobs need it, and it keeps no projects apart.')
param sharedStore bool

@description('Optional. Customer-managed key.')
param key customerKey?

// Environments are built here: a registry without a public address builds none itself.
var imageBuilder = 'image-build'

module storage 'storage-account.bicep' = {
  name: 'storage-machine-learning'
  params: {
    name: accountName
    location: location
    tags: tags
    sku: sku
    // The studio shows notebooks and outputs only when it comes through as a trusted service.
    trustedServices: true
    endpoints: ['blob', 'file']
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
    workspaceId: workspaceId
  }
}

// Nobody in our network asks the registry, the vault, or queues and tables of the account: computes do, by endpoints that the workspace
// makes in its managed network, and the service as a trusted one: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network
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
    zoneRedundancy: zoneRedundant ? 'Enabled' : 'Disabled'
  }
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
    imageBuildCompute: imageBuilder
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
        serviceResourceId: mayConnect.outputs.accountId
        subresourceTarget: 'blob'
        sparkEnabled: false
      }
    }
  }

  resource imageBuild 'computes' = {
    name: imageBuilder
    location: location
    tags: tags
    identity: {
      type: 'UserAssigned'
      userAssignedIdentities: {
        '${computes.id}': {}
      }
    }
    properties: {
      computeType: 'AmlCompute'
      disableLocalAuth: true
      properties: {
        vmSize: 'Standard_DS3_v2'
        vmPriority: 'Dedicated'
        scaleSettings: {
          minNodeCount: 0
          maxNodeCount: 1
          nodeIdleTimeBeforeScaleDown: 'PT2M'
        }
        enableNodePublicIp: false
        remoteLoginPortPublicAccess: 'Disabled'
      }
    }
    dependsOn: [
      mayPull
      secureStorage
    ]
  }

  resource stores 'datastores' = [
    for container in ['datasets', 'exports']: {
      name: container
      properties: {
        datastoreType: 'AzureBlob'
        description: 'Container ${container} of the secure account, read as the person who submits the job.'
        accountName: secureAccount.name
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

module mayConnect 'connection-role.bicep' = {
  scope: resourceGroup(secureAccount.resourceGroup)
  name: 'machine-learning-connects'
  params: {
    accountName: secureAccount.name
    principalId: workspace.identity.principalId
  }
}

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, 'id-computes', 'pull')
  properties: {
    description: 'id-computes may pull the images that jobs run in'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', builtInRoles.AcrPull)
    principalId: computes.principalId
    principalType: 'ServicePrincipal'
  }
}

resource storeEndpoints 'Microsoft.Network/privateEndpoints@2025-05-01' existing = [
  for service in ['blob', 'file']: {
    name: 'pe-${accountName}-${service}'
  }
]

// The studio shows an account without a public address only when the workspace sees its endpoints: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network
resource maySeeEndpoints 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (service, index) in ['blob', 'file']: {
    scope: storeEndpoints[index]
    name: guid(storeEndpoints[index].id, 'machine-learning', 'read')
    properties: {
      description: 'machine-learning may see the ${service} endpoint of its own account'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', builtInRoles.Reader)
      principalId: workspace.identity.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

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

resource store 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: accountName
}

// A job of a cluster that names no identity mounts the account as the cluster: https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication
resource computesUseStore 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (sharedStore) {
  scope: store
  name: guid(store.id, 'id-computes', 'Storage Blob Data Contributor')
  properties: {
    description: 'id-computes keeps what jobs read and write in the account of the workspace; it has no role on research data'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      builtInRoles['Storage Blob Data Contributor']
    )
    principalId: computes.principalId
    principalType: 'ServicePrincipal'
  }
  dependsOn: [
    storage
  ]
}

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
