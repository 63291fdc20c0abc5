metadata name = 'Sallyport'
metadata description = 'A secure research environment for regulated data, with Sallyport as its control plane.'

targetScope = 'subscription'

import { projectAccess } from 'modules/types.bicep'

@description('Required. Name of the environment; part of resource group and role names.')
@minLength(1)
@maxLength(20)
param environmentName string

@description('Required. Region.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Required. Client id of the app registration that people sign in to; the hook before provisioning makes it.')
param entraClientId string

@description('Optional. Availability zones; empty in a region without zones.')
param zones string[] = ['1', '2', '3']

@description('Optional. Projects and the Entra groups of their people.')
param projects projectAccess[] = []

@description('Optional. How people come in: Azure Virtual Desktop, Azure Bastion or a point-to-site VPN.')
param access 'desktop' | 'bastion' | 'vpn' = 'desktop'

@description('Optional. Address ranges of the networks and of VPN clients.')
param ranges { hub: string, secure: string, access: string, vpnClients: string } = {
  hub: '10.40.0.0/22'
  secure: '10.41.0.0/20'
  access: '10.42.0.0/24'
  vpnClients: '10.43.0.0/24'
}

@description('Optional. Address ranges that may reach the public account; empty means all. Roles are needed in any case.')
param uploadAddresses string[] = []

@description('Optional. Address ranges that may call the control plane; empty means all. Sign-in is needed in any case.')
param callerAddresses string[] = []

@description('Optional. Releases go to a second account of lower security instead of the public one.')
param separateReleaseAccount bool = false

@description('Optional. Replication of the accounts: Standard_ZRS in one region, Standard_GZRS to have a copy in the paired one.')
param storageSku 'Standard_ZRS' | 'Standard_GZRS' | 'Standard_LRS' = 'Standard_ZRS'

@description('Optional. Days until deleted blobs of the data accounts are gone for good. Receipts state it.')
@minValue(1)
@maxValue(365)
param softDeleteDays int = 7

@description('Optional. Days that each version of a dataset is kept against change and deletion.')
param datasetDays int = 30

@description('Optional. Days that the audit is kept against change and deletion.')
param auditDays int = 2555

@description('Optional. Mail server. Its password is put into the vault as smtp-password.')
param mail { host: string, port: string, security: 'starttls' | 'tls', user: string, from: string }

@description('Optional. Host name suffix of storage in this cloud.')
param storageSuffix string = environment().suffixes.storage

var abbreviations = loadJsonContent('abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName, application: 'sallyport' }
var groups = {
  network: '${abbreviations.resourceGroup}${environmentName}-network'
  secure: '${abbreviations.resourceGroup}${environmentName}-secure'
  control: '${abbreviations.resourceGroup}${environmentName}-control'
  compute: '${abbreviations.resourceGroup}${environmentName}-compute'
  monitor: '${abbreviations.resourceGroup}${environmentName}-monitor'
}
var names = {
  app: '${abbreviations.functionApp}${token}'
  factory: '${abbreviations.dataFactory}${token}'
  vault: '${abbreviations.keyVault}${token}'
  workspace: '${abbreviations.machineLearning}${token}'
}
var accounts = {
  public: '${abbreviations.storageAccount}pub${token}'
  secure: '${abbreviations.storageAccount}sec${token}'
  control: '${abbreviations.storageAccount}ctl${token}'
  host: '${abbreviations.storageAccount}hst${token}'
  release: separateReleaseAccount ? '${abbreviations.storageAccount}rel${token}' : ''
}
var publicUrl = 'https://${names.app}.azurewebsites.net'

resource resourceGroups 'Microsoft.Resources/resourceGroups@2025-04-01' = [
  for group in items(groups): {
    name: group.value
    location: location
    tags: tags
  }
]

module identities 'modules/identities.bicep' = {
  scope: resourceGroup(groups.control)
  name: 'identities'
  params: {
    prefix: abbreviations.identity
    token: token
    location: location
    tags: tags
    names: ['control', 'trigger', 'host', 'machines']
  }
  dependsOn: [
    resourceGroups
  ]
}

module logAnalytics 'modules/log-analytics.bicep' = {
  scope: resourceGroup(groups.monitor)
  name: 'log-analytics'
  params: {
    workspaceName: '${abbreviations.logAnalytics}${token}'
    insightsName: '${abbreviations.applicationInsights}${token}'
    location: location
    tags: tags
    hostPrincipalId: identities.outputs.identities[2].principalId
  }
}

module network 'modules/network.bicep' = {
  scope: resourceGroup(groups.network)
  name: 'network'
  params: {
    abbreviations: abbreviations
    token: token
    location: location
    zones: zones
    tags: tags
    access: access
    ranges: ranges
    hosts: {
      mail: [mail.host]
      publicStorage: [
        '${accounts.public}.blob.${storageSuffix}'
        '${accounts.public}.queue.${storageSuffix}'
        ...(separateReleaseAccount ? ['${accounts.release}.blob.${storageSuffix}'] : [])
      ]
      controlPlane: ['${names.app}.azurewebsites.net']
    }
    mailPort: mail.port
    storageSuffix: storageSuffix
    workspaceId: logAnalytics.outputs.workspaceId
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    names: accounts
    location: location
    tags: tags
    openGroup: groups.control
    secureGroup: groups.secure
    network: network.outputs.private
    workspaceId: logAnalytics.outputs.workspaceId
    sku: storageSku
    softDeleteDays: softDeleteDays
    datasetDays: datasetDays
    auditDays: auditDays
    uploadAddresses: uploadAddresses
  }
}

module vault 'modules/key-vault.bicep' = {
  scope: resourceGroup(groups.secure)
  name: 'key-vault'
  params: {
    name: names.vault
    location: location
    tags: tags
    network: network.outputs.private
    workspaceId: logAnalytics.outputs.workspaceId
    secretReaders: [{ name: 'id-control', principalId: identities.outputs.identities[0].principalId }]
  }
}

module roleDefinitions 'modules/role-definitions.bicep' = {
  name: 'role-definitions'
  params: {
    environmentName: environmentName
  }
}

module dataFactory 'modules/data-factory.bicep' = {
  scope: resourceGroup(groups.control)
  name: 'data-factory'
  params: {
    storageSuffix: storageSuffix
    name: names.factory
    location: location
    tags: tags
    workspaceId: logAnalytics.outputs.workspaceId
    accounts: {
      public: storage.outputs.accounts.public
      secure: storage.outputs.accounts.secure
      release: storage.outputs.accounts.release
    }
    control: {
      principalId: identities.outputs.identities[0].principalId
      roleId: roleDefinitions.outputs.steeringRoleIds.dataFactory
    }
  }
}

module dataRoles 'modules/data-roles.bicep' = {
  name: 'data-roles'
  params: {
    accounts: {
      public: storage.outputs.accounts.public.name
      secure: storage.outputs.accounts.secure.name
      control: storage.outputs.accounts.control.name
      host: storage.outputs.accounts.host.name
      release: storage.outputs.accounts.release.name
    }
    openGroup: groups.control
    secureGroup: groups.secure
    principals: {
      'id-control': identities.outputs.identities[0].principalId
      'id-trigger': identities.outputs.identities[1].principalId
      'id-host': identities.outputs.identities[2].principalId
      'data-factory': dataFactory.outputs.principalId
    }
    projects: projects
    blobRoleIds: roleDefinitions.outputs.blobRoleIds
  }
}

module app 'modules/function-app.bicep' = {
  scope: resourceGroup(groups.control)
  name: 'function-app'
  params: {
    name: names.app
    storageSuffix: storageSuffix
    planName: '${abbreviations.functionPlan}${token}'
    location: location
    tags: tags
    subnetId: network.outputs.subnetIds.functions
    identityIds: map(take(identities.outputs.identities, 3), identity => identity.id)
    hostIdentity: {
      id: identities.outputs.identities[2].id
      clientId: identities.outputs.identities[2].clientId
    }
    accounts: {
      public: storage.outputs.accounts.public.name
      secure: storage.outputs.accounts.secure.name
      release: storage.outputs.accounts.release.name
      control: storage.outputs.accounts.control.name
      host: storage.outputs.accounts.host.name
    }
    clientIds: {
      control: identities.outputs.identities[0].clientId
      trigger: identities.outputs.identities[1].clientId
    }
    dataFactory: { name: names.factory, resourceGroup: groups.control }
    compute: {
      resourceGroup: groups.compute
      workspaceGroup: groups.compute
      workspaceName: names.workspace
      machineTemplate: {
        location: location
        subnetId: network.outputs.subnetIds.compute
        images: {}
        identityId: identities.outputs.identities[3].id
        userName: 'researcher'
      }
    }
    keyVaultUrl: vault.outputs.url
    entraClientId: entraClientId
    publicUrl: publicUrl
    mail: mail
    softDeleteDays: softDeleteDays
    insightsConnection: logAnalytics.outputs.insightsConnection
    workspaceId: logAnalytics.outputs.workspaceId
    allowedAddresses: callerAddresses
    zoneRedundant: !empty(zones)
  }
  dependsOn: [
    dataRoles
  ]
}
