metadata name = 'Sallyport'
metadata description = 'A secure research environment for regulated data, with Sallyport as its control plane.'

targetScope = 'subscription'

import { projectAccess } from 'modules/types.bicep'

type mailServer = { host: string, port: string, security: 'starttls' | 'tls', user: string, from: string }

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

@description('Conditional. Mail server; its password is put into the vault as smtp-password. Needed unless managedMail is given.')
param mail mailServer?

@description('Optional. Mail by Communication Services instead: client id of the Entra application that sends, and where data is kept.')
param managedMail { clientId: string, dataLocation: string }?

@description('Optional. Customer-managed keys instead of keys managed by Microsoft.')
param customerManagedKeys bool = false

@description('Optional. Durable state in the Durable Task Scheduler instead of the host account.')
param durableTaskScheduler bool = false

@description('Optional. Uploads are scanned for malware, up to this many gigabytes a month; 0 leaves scanning out.')
param scannedGigabytes int = 1000

@description('Optional. Regulatory initiative that shows compliance.')
param regulation 'nist' | 'hipaa' | 'none' = 'nist'

@description('Optional. Parameters of the initiative; the one for HIPAA asks for some.')
param regulationParameters object = {}

@description('Required. Mail address that gets alerts of operation and of security.')
param contact string

@description('Optional. Monthly budget in the currency of the subscription.')
param budget int = 3000

@description('Optional. First day of the month that the budget starts with. Azure wants it not to change: set it after the first deployment.')
param budgetStart string = utcNow('yyyy-MM-01')

@description('Optional. Binaries of the dataset platform/image-binaries are put into the image; set it once they are there.')
param imageBinaries bool = false

@description('Optional. Further regions that images are copied to.')
param imageRegions string[] = []

@description('Optional. Session hosts of the access desktop.')
param sessionHosts int = 1

@description('Optional. Windows name of the time zone of the desktops and of the nightly shutdown.')
param timeZone string = 'W. Europe Standard Time'

@description('Optional. Time of day, as hhmm, at which machines shut down whatever their schedule says.')
param nightlyShutdown string = '2300'

@description('Optional. The policies on datasets and audit are locked for good after deployment: nobody can shorten them or delete what they keep.')
param lockImmutability bool = false

@description('Optional. Host name suffix of storage in this cloud.')
param storageSuffix string = environment().suffixes.storage

var abbreviations = loadJsonContent('abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName, application: 'sallyport' }
var group = '${abbreviations.resourceGroup}${environmentName}'
var groups = {
  network: '${group}-network'
  secure: '${group}-secure'
  control: '${group}-control'
  compute: '${group}-compute'
  access: '${group}-access'
  monitor: '${group}-monitor'
}
var names = {
  app: '${abbreviations.functionApp}${token}'
  factory: '${abbreviations.dataFactory}${token}'
  vault: '${abbreviations.keyVault}${token}'
  workspace: '${abbreviations.machineLearning}${token}'
  logs: '${abbreviations.logAnalytics}${token}'
  communication: '${abbreviations.communication}${token}'
}
var accounts = {
  public: '${abbreviations.storageAccount}pub${token}'
  secure: '${abbreviations.storageAccount}sec${token}'
  control: '${abbreviations.storageAccount}ctl${token}'
  host: '${abbreviations.storageAccount}hst${token}'
  release: separateReleaseAccount ? '${abbreviations.storageAccount}rel${token}' : ''
}
var releaseName = separateReleaseAccount ? accounts.release : accounts.public
var accountNames = {
  public: accounts.public
  secure: accounts.secure
  control: accounts.control
  host: accounts.host
  release: releaseName
}
var publicUrl = 'https://${names.app}.azurewebsites.net'
var mailHost = managedMail == null ? mail!.host : 'smtp.azurecomm.net'
var mailPort = managedMail == null ? mail!.port : '587'
var secureId = resourceId(
  subscription().subscriptionId,
  groups.secure,
  'Microsoft.Storage/storageAccounts',
  accounts.secure
)

resource resourceGroups 'Microsoft.Resources/resourceGroups@2025-04-01' = [
  for name in items(groups): {
    name: name.value
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
    names: ['control', 'trigger', 'host', 'machines', 'images', 'remediation', 'encryption']
  }
  dependsOn: [
    resourceGroups
  ]
}
var idControl = identities.outputs.identities[0]
var idTrigger = identities.outputs.identities[1]
var idHost = identities.outputs.identities[2]
var idMachines = identities.outputs.identities[3]
var idImages = identities.outputs.identities[4]
var idRemediation = identities.outputs.identities[5]
var idEncryption = identities.outputs.identities[6]

module roleDefinitions 'modules/role-definitions.bicep' = {
  name: 'role-definitions'
  params: {
    environmentName: environmentName
  }
}
var roles = roleDefinitions.outputs.steeringRoleIds

module logAnalytics 'modules/log-analytics.bicep' = {
  scope: resourceGroup(groups.monitor)
  name: 'log-analytics'
  params: {
    workspaceName: names.logs
    insightsName: '${abbreviations.applicationInsights}${token}'
    location: location
    tags: tags
    hostPrincipalId: idHost.principalId
  }
}
var workspaceId = logAnalytics.outputs.workspaceId

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
      mail: [mailHost]
      publicStorage: [
        '${accounts.public}.blob.${storageSuffix}'
        '${accounts.public}.queue.${storageSuffix}'
        ...(separateReleaseAccount ? ['${accounts.release}.blob.${storageSuffix}'] : [])
      ]
      controlPlane: ['${names.app}.azurewebsites.net']
    }
    mailPort: mailPort
    storageSuffix: storageSuffix
    workspaceId: workspaceId
  }
}

module keys 'modules/customer-keys.bicep' = if (customerManagedKeys) {
  scope: resourceGroup(groups.secure)
  name: 'customer-keys'
  params: {
    vaultName: '${abbreviations.keyVault}key${token}'
    diskEncryptionSetName: '${abbreviations.diskEncryptionSet}${token}'
    location: location
    tags: tags
    identity: idEncryption
    network: network.outputs.private
    workspaceId: workspaceId
    control: { principalId: idControl.principalId, roleId: roles.diskEncryption }
  }
}
var key = customerManagedKeys ? keys!.outputs.key : null

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    names: accounts
    location: location
    tags: tags
    openGroup: groups.control
    secureGroup: groups.secure
    network: network.outputs.private
    workspaceId: workspaceId
    sku: storageSku
    softDeleteDays: softDeleteDays
    datasetDays: datasetDays
    auditDays: auditDays
    uploadAddresses: uploadAddresses
    key: key
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
    workspaceId: workspaceId
    secretReaders: [{ name: 'id-control', principalId: idControl.principalId }]
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
    workspaceId: workspaceId
    accounts: {
      public: storage.outputs.accounts.public
      secure: storage.outputs.accounts.secure
      release: storage.outputs.accounts.release
    }
    control: { principalId: idControl.principalId, roleId: roles.dataFactory }
    key: key
  }
}

module uploadEvents 'modules/event-topic.bicep' = {
  scope: resourceGroup(groups.control)
  name: 'event-topic-public'
  params: {
    name: '${abbreviations.eventGridSystemTopic}public-${token}'
    location: location
    tags: tags
    accountId: storage.outputs.accounts.public.id
    workspaceId: workspaceId
  }
}

module exportEvents 'modules/event-topic.bicep' = {
  scope: resourceGroup(groups.secure)
  name: 'event-topic-secure'
  params: {
    name: '${abbreviations.eventGridSystemTopic}secure-${token}'
    location: location
    tags: tags
    accountId: storage.outputs.accounts.secure.id
    workspaceId: workspaceId
  }
}

module malwareScan 'modules/malware-scan.bicep' = if (scannedGigabytes > 0) {
  scope: resourceGroup(groups.control)
  name: 'malware-scan'
  params: {
    accountName: accounts.public
    topicName: '${abbreviations.eventGridTopic}scans-${token}'
    location: location
    tags: tags
    monthlyGigabytes: scannedGigabytes
    hostAccountId: storage.outputs.accounts.host.id
    workspaceId: workspaceId
  }
}

module dataRoles 'modules/data-roles.bicep' = {
  name: 'data-roles'
  params: {
    accounts: accountNames
    openGroup: groups.control
    secureGroup: groups.secure
    principals: {
      'id-control': idControl.principalId
      'id-trigger': idTrigger.principalId
      'id-host': idHost.principalId
      'data-factory': dataFactory.outputs.principalId
      'image-builder': idImages.principalId
      'events-public': uploadEvents.outputs.principalId
      'events-secure': exportEvents.outputs.principalId
      ...(scannedGigabytes > 0 ? { 'events-scans': malwareScan!.outputs.principalId } : {})
    }
    projects: projects
    blobRoleIds: roleDefinitions.outputs.blobRoleIds
  }
}

module machineLearning 'modules/machine-learning.bicep' = {
  scope: resourceGroup(groups.secure)
  name: 'machine-learning'
  params: {
    name: names.workspace
    accountName: '${abbreviations.storageAccount}aml${token}'
    vaultName: '${abbreviations.keyVault}aml${token}'
    registryName: '${abbreviations.containerRegistry}${token}'
    location: location
    tags: tags
    sku: storageSku
    secureAccountName: storage.outputs.accounts.secure.name
    storageSuffix: storageSuffix
    insightsId: logAnalytics.outputs.insightsId
    network: network.outputs.private
    workspaceId: workspaceId
    control: { principalId: idControl.principalId, roleId: roles.machineLearning }
    projects: projects
    key: key
  }
}

module images 'modules/images.bicep' = {
  scope: resourceGroup(groups.compute)
  name: 'images'
  params: {
    galleryName: '${abbreviations.gallery}${token}'
    templateName: '${abbreviations.imageTemplate}${token}'
    location: location
    otherRegions: imageRegions
    tags: tags
    identity: idImages
    subnetIds: {
      images: network.outputs.subnetIds.images
      imageContainers: network.outputs.subnetIds.imageContainers
    }
    binariesUrl: 'https://${accounts.secure}.blob.${storageSuffix}/datasets/platform/image-binaries'
    withBinaries: imageBinaries
    roles: {
      build: roles.imageBuild
      control: { principalId: idControl.principalId, roleId: roles.images }
    }
  }
  dependsOn: [
    dataRoles
    joinImages
  ]
}

module joinCompute 'modules/subnet-role.bicep' = {
  scope: resourceGroup(groups.network)
  name: 'join-compute'
  params: {
    networkName: network.outputs.secureNetworkName
    subnetName: 'compute'
    identityName: 'id-control'
    principalId: idControl.principalId
    roleId: roles.network
  }
}

module joinImages 'modules/subnet-role.bicep' = [
  for subnet in ['images', 'image-containers']: {
    scope: resourceGroup(groups.network)
    name: 'join-${subnet}'
    params: {
      networkName: network.outputs.secureNetworkName
      subnetName: subnet
      identityName: 'image-builder'
      principalId: idImages.principalId
      roleId: roles.imageNetwork
    }
  }
]

module giveIdentity 'modules/identity-role.bicep' = {
  scope: resourceGroup(groups.control)
  name: 'give-identity'
  params: {
    identityName: '${abbreviations.identity}machines-${token}'
    control: { principalId: idControl.principalId, roleId: roles.machineIdentity }
  }
}

module seeOperations 'modules/subscription-role.bicep' = {
  name: 'see-operations'
  params: {
    environmentName: environmentName
    control: { principalId: idControl.principalId, roleId: roles.operations }
  }
}

module compute 'modules/compute.bicep' = {
  scope: resourceGroup(groups.compute)
  name: 'compute'
  params: {
    control: { principalId: idControl.principalId, roleId: roles.machines }
    projects: projects
  }
}

module desktop 'modules/access-desktop.bicep' = if (access == 'desktop') {
  scope: resourceGroup(groups.access)
  name: 'access-desktop'
  params: {
    abbreviations: abbreviations
    token: token
    location: location
    zones: zones
    tags: tags
    subnetId: network.outputs.desktopSubnetId
    projects: projects
    sessionHosts: sessionHosts
    timeZone: timeZone
    diskEncryptionSetId: key.?diskEncryptionSetId ?? ''
    workspaceId: workspaceId
  }
}

module managed 'modules/mail.bicep' = if (managedMail != null) {
  scope: resourceGroup(groups.control)
  name: 'mail'
  params: {
    emailName: '${abbreviations.emailService}${token}'
    communicationName: names.communication
    dataLocation: managedMail!.dataLocation
    tags: tags
    workspaceId: workspaceId
  }
}

module scheduler 'modules/durable-scheduler.bicep' = if (durableTaskScheduler) {
  scope: resourceGroup(groups.control)
  name: 'durable-scheduler'
  params: {
    name: '${abbreviations.durableScheduler}${token}'
    location: location
    tags: tags
    hostPrincipalId: idHost.principalId
    network: network.outputs.private
    workspaceId: workspaceId
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
    identityIds: [idControl.id, idTrigger.id, idHost.id]
    hostIdentity: { id: idHost.id, clientId: idHost.clientId }
    accounts: accountNames
    clientIds: { control: idControl.clientId, trigger: idTrigger.clientId }
    dataFactory: { name: names.factory, resourceGroup: groups.control }
    compute: {
      resourceGroup: groups.compute
      workspaceGroup: groups.secure
      workspaceName: names.workspace
      machineTemplate: {
        location: location
        subnetId: network.outputs.subnetIds.compute
        images: { 'ubuntu-data-science': images.outputs.imageId }
        identityId: idMachines.id
        userName: 'keeper'
        ...(customerManagedKeys ? { diskEncryptionSetId: keys!.outputs.key.diskEncryptionSetId } : {})
      }
    }
    keyVaultUrl: vault.outputs.url
    entraClientId: entraClientId
    publicUrl: publicUrl
    mail: {
      host: mailHost
      port: mailPort
      security: managedMail == null ? mail!.security : 'starttls'
      user: managedMail == null ? mail!.user : '${names.communication}.${managedMail!.clientId}.${tenant().tenantId}'
      from: managedMail == null ? mail!.from : 'Sallyport <${managed!.outputs.from}>'
    }
    softDeleteDays: softDeleteDays
    durableScheduler: durableTaskScheduler ? scheduler!.outputs.store : null
    insightsConnection: logAnalytics.outputs.insightsConnection
    workspaceId: workspaceId
    allowedAddresses: callerAddresses
    zoneRedundant: !empty(zones)
  }
  dependsOn: [
    dataRoles
  ]
}

module alerts 'modules/alerts.bicep' = {
  scope: resourceGroup(groups.monitor)
  name: 'alerts'
  params: {
    actionGroupName: '${abbreviations.actionGroup}${token}'
    location: location
    tags: tags
    contact: contact
    workspaceId: workspaceId
    hostAccount: accounts.host
  }
}

module sentinel 'modules/sentinel.bicep' = {
  scope: resourceGroup(groups.monitor)
  name: 'sentinel'
  params: {
    workspaceName: names.logs
    accounts: {
      public: accounts.public
      secure: accounts.secure
      control: accounts.control
      release: releaseName
    }
    principals: { control: idControl.principalId, trigger: idTrigger.principalId }
    reviewAssignments: concat(
      [guid(secureId, 'review', 'data-factory')],
      map(
        filter(projects, project => project.?approvers != null),
        project => guid(secureId, 'review', 'approvers', project.id)
      )
    )
  }
  dependsOn: [
    logAnalytics
  ]
}

module defender 'modules/defender.bicep' = {
  name: 'defender'
  params: {
    contact: contact
    workspaceId: workspaceId
  }
}

module machineMonitoring 'modules/machine-monitoring.bicep' = {
  scope: resourceGroup(groups.monitor)
  name: 'machine-monitoring'
  params: {
    name: '${abbreviations.dataCollectionRule}${token}'
    location: location
    tags: tags
    workspaceId: workspaceId
    remediationPrincipalId: idRemediation.principalId
  }
}

module policies 'modules/policy-definitions.bicep' = {
  name: 'policy-definitions'
  params: {
    environmentName: environmentName
  }
}
var denials = [
  { name: 'deny-public-network-access', id: policies.outputs.ids['deny-public-network-access'] }
  { name: 'deny-shared-keys', id: policies.outputs.ids['deny-shared-keys'] }
]

module policiesOnSecure 'modules/policy-assignments.bicep' = {
  scope: resourceGroup(groups.secure)
  name: 'policies-secure'
  params: {
    location: location
    policies: denials
  }
}

module policiesOnControl 'modules/policy-assignments.bicep' = {
  scope: resourceGroup(groups.control)
  name: 'policies-control'
  params: {
    location: location
    policies: denials
  }
  dependsOn: [
    app
    storage
  ]
}

module exemptions 'modules/policy-exemptions.bicep' = {
  scope: resourceGroup(groups.control)
  name: 'policy-exemptions'
  params: {
    accountNames: union([accounts.public], [releaseName])
    appName: names.app
  }
  dependsOn: [
    policiesOnControl
  ]
}

module policiesOnMachines 'modules/policy-assignments.bicep' = {
  scope: resourceGroup(groups.compute)
  name: 'policies-machines'
  params: {
    location: location
    identity: { id: idRemediation.id, principalId: idRemediation.principalId }
    policies: concat(denials, [
      { name: 'sign-in-with-entra', id: policies.outputs.ids['machines-sign-in-with-entra'], deploys: true }
      { name: 'monitored', id: policies.outputs.ids['machines-are-monitored'], deploys: true }
      {
        name: 'send-logs'
        id: policies.outputs.ids['machines-send-logs']
        values: { ruleId: machineMonitoring.outputs.id }
        deploys: true
      }
      {
        name: 'shut-down-at-night'
        id: policies.outputs.ids['machines-shut-down']
        values: { time: nightlyShutdown, timeZone: timeZone }
        deploys: true
      }
      {
        name: 'guest-configuration'
        id: tenantResourceId('Microsoft.Authorization/policySetDefinitions', '12794019-7a00-42cf-95c2-882eed337cc8')
        deploys: true
      }
      {
        name: 'linux-security-baseline'
        id: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'fc9b3da7-8347-4380-8e70-0a0361d8dedd')
      }
    ])
  }
}

module compliance 'modules/policy-regulation.bicep' = if (regulation != 'none') {
  name: 'policy-regulation'
  params: {
    environmentName: environmentName
    location: location
    regulation: regulation == 'hipaa' ? 'hipaa' : 'nist'
    initiativeParameters: regulationParameters
    identityId: idRemediation.id
  }
}

module cost 'modules/budget.bicep' = {
  name: 'budget'
  params: {
    name: '${abbreviations.budget}${environmentName}'
    amount: budget
    start: budgetStart
    contact: contact
    environmentName: environmentName
  }
}

@description('Resource group of the function app, the factory and the public account.')
output CONTROL_RESOURCE_GROUP string = groups.control

@description('Resource group of everything that has no public address.')
output SECURE_RESOURCE_GROUP string = groups.secure

@description('Name of the function app.')
output FUNCTION_APP_NAME string = names.app

@description('Address that people reach the control plane under.')
output PUBLIC_URL string = publicUrl

@description('Name of the data factory, whose private endpoints the hook approves.')
output DATA_FACTORY_NAME string = names.factory

@description('Names of the accounts that the factory has private endpoints to.')
output DATA_ACCOUNTS string = join(union([accounts.public, accounts.secure], [releaseName]), ' ')

@description('Name of the account that the hook opens to the deployer while code is deployed.')
output HOST_ACCOUNT string = accounts.host

@description('Name of the account of the audit.')
output CONTROL_ACCOUNT string = accounts.control

@description('Name of the account of the datasets.')
output SECURE_ACCOUNT string = accounts.secure

@description('Name of the vault that the hook puts missing secrets into.')
output KEY_VAULT_NAME string = names.vault

@description('Principal id that signs in as the app registration, without a secret.')
output CONTROL_PRINCIPAL_ID string = idControl.principalId

@description('Whether the hook locks the policies on datasets and audit.')
output LOCK_IMMUTABILITY string = string(lockImmutability)
