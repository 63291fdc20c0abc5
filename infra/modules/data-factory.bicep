metadata description = 'The data factory that alone moves research data. Pipelines, datasets and linked services are the files in ../data-factory, which the laptop runs as well. It has no trigger: the control plane starts each run.'

import { customerKey } from 'types.bicep'

@description('Required. Name of the factory.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Host name suffix of storage in this cloud, such as core.windows.net.')
param storageSuffix string

@description('Required. Workspace that gets the logs.')
param workspaceId string

@description('Required. Accounts that files are moved between: resource id and name.')
param accounts {
  public: { id: string, name: string }
  secure: { id: string, name: string }
  release: { id: string, name: string }
}

@description('Required. Principal id of the control plane and the role that lets it start, watch and cancel runs.')
param control { principalId: string, roleId: string }

@description('Optional. Customer-managed key.')
param key customerKey?

var blobHost = 'blob.${storageSuffix}'

var targets = union(
  [
    { name: 'public-storage', id: accounts.public.id, host: '${accounts.public.name}.${blobHost}' }
    { name: 'secure-storage', id: accounts.secure.id, host: '${accounts.secure.name}.${blobHost}' }
  ],
  accounts.release.id == accounts.public.id
    ? []
    : [{ name: 'release-storage', id: accounts.release.id, host: '${accounts.release.name}.${blobHost}' }]
)

var services = [
  {
    definition: loadJsonContent('../data-factory/linkedService/public_storage.json')
    host: '${accounts.public.name}.${blobHost}'
  }
  {
    definition: loadJsonContent('../data-factory/linkedService/secure_storage.json')
    host: '${accounts.secure.name}.${blobHost}'
  }
  {
    definition: loadJsonContent('../data-factory/linkedService/release_storage.json')
    host: '${accounts.release.name}.${blobHost}'
  }
]

var datasets = [
  loadJsonContent('../data-factory/dataset/public_ingress.json')
  loadJsonContent('../data-factory/dataset/release_released.json')
  loadJsonContent('../data-factory/dataset/secure_datasets.json')
  loadJsonContent('../data-factory/dataset/secure_exports.json')
  loadJsonContent('../data-factory/dataset/secure_returned.json')
  loadJsonContent('../data-factory/dataset/secure_review.json')
]

var pipelines = [
  loadJsonContent('../data-factory/pipeline/dataset-retract.json')
  loadJsonContent('../data-factory/pipeline/discard.json')
  loadJsonContent('../data-factory/pipeline/export-delete.json')
  loadJsonContent('../data-factory/pipeline/export-discard.json')
  loadJsonContent('../data-factory/pipeline/export-freeze.json')
  loadJsonContent('../data-factory/pipeline/export-release.json')
  loadJsonContent('../data-factory/pipeline/export-return.json')
  loadJsonContent('../data-factory/pipeline/ingress-copy.json')
  loadJsonContent('../data-factory/pipeline/ingress-delete.json')
  loadJsonContent('../data-factory/pipeline/release-revoke.json')
  loadJsonContent('../data-factory/pipeline/returned-clear.json')
  loadJsonContent('../data-factory/pipeline/review-clear.json')
]

resource factory 'Microsoft.DataFactory/factories@2018-06-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: key == null ? 'SystemAssigned' : 'SystemAssigned,UserAssigned'
    userAssignedIdentities: key == null ? null : { '${key!.identityId}': {} }
  }
  properties: {
    publicNetworkAccess: 'Disabled'
    encryption: key == null
      ? null
      : {
          identity: { userAssignedIdentity: key.?identityId }
          vaultBaseUrl: key!.vaultUri
          keyName: key!.keyName
        }
  }

  resource network 'managedVirtualNetworks' = {
    name: 'default'
    properties: {}

    // The endpoints are pending until the owner of the account approves them: scripts/deploy/storage.ts.
    resource endpoints 'managedPrivateEndpoints' = [
      for target in targets: {
        name: target.name
        properties: {
          privateLinkResourceId: target.id
          groupId: 'blob'
          fqdns: [
            target.host
          ]
        }
      }
    ]
  }

  resource runtime 'integrationRuntimes' = {
    name: 'managed-network'
    properties: {
      type: 'Managed'
      managedVirtualNetwork: {
        referenceName: network.name
        type: 'ManagedVirtualNetworkReference'
      }
      typeProperties: {
        computeProperties: {
          location: 'AutoResolve'
        }
      }
    }
  }
}

resource linkedServices 'Microsoft.DataFactory/factories/linkedservices@2018-06-01' = [
  for service in services: {
    parent: factory
    name: service.definition.name
    properties: any(union(service.definition.properties, {
      typeProperties: {
        serviceEndpoint: 'https://${service.host}/'
      }
    }))
    dependsOn: [
      factory::runtime
      factory::network::endpoints
    ]
  }
]

resource factoryDatasets 'Microsoft.DataFactory/factories/datasets@2018-06-01' = [
  for dataset in datasets: {
    parent: factory
    name: dataset.name
    properties: any(dataset.properties)
    dependsOn: [
      linkedServices
    ]
  }
]

resource factoryPipelines 'Microsoft.DataFactory/factories/pipelines@2018-06-01' = [
  for pipeline in pipelines: {
    parent: factory
    name: pipeline.name
    properties: any(pipeline.properties)
    dependsOn: [
      factoryDatasets
    ]
  }
]

resource controlStartsRuns 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: factory
  name: guid(factory.id, 'id-control', 'runs')
  properties: {
    description: 'id-control may start, watch and cancel runs, and change no pipeline'
    roleDefinitionId: control.roleId
    principalId: control.principalId
    principalType: 'ServicePrincipal'
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: factory
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id of the factory.')
output id string = factory.id

@description('Principal id of the factory.')
output principalId string = factory.identity.principalId
