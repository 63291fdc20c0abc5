metadata name = 'Sallyport'
metadata description = 'A secure research environment for regulated data, with Sallyport as its control plane.'

targetScope = 'subscription'

import { plans } from 'modules/defender.bicep'
import { groupsOf, partsOf } from 'modules/role-rules.bicep'
import { abbreviations, nameSite } from 'modules/site.bicep'
import { hubPlaces, mailServer, managedMail as managedMailSender, projectAccess } from 'modules/types.bicep'

@description('Required. Name of the environment; part of resource group and role names.')
@minLength(1)
@maxLength(20)
param environmentName string

@description('Required. Region.')
@metadata({ azd: { type: 'location' } })
@minLength(1)
param location string

@description('Required. Client id of the app registration that people sign in to; the hook before provisioning makes it.')
@minLength(36)
@maxLength(36)
param entraClientId string

@description('Optional. The reading room: an app inside the secure network that looks into frozen packages and shows them to approvers. It reads research data, so it needs the firewall.')
param readingRoom bool = false

@description('Conditional. Client id of the app registration that people sign in to at the reading room; the hook before provisioning makes it. Needed for the reading room.')
param roomClientId string = ''

@description('Optional. Availability zones; empty in a region without zones.')
param zones string[] = ['1', '2', '3']

@description('Optional. Projects, each with the Entra groups of its people. `marked` names the doors at which Event Grid tells of its marker alone, `budget` what its computes may cost a month. Whoever leaves the list keeps roles until the commands are typed that `npm run deploy -- left-over` prints.')
param projects projectAccess[] = []

@description('Optional. Off in a tenant whose tokens cannot name the groups that are assigned to an application. Then nothing but the definition of a project keeps its researchers from deciding.')
param groupsClaim 'on' | 'off' = 'on'

@description('Optional. Researchers get the workspace\'s own account, which Machine Learning needs for notebooks and jobs. It is one account for all projects: everyone there reads everyone\'s notebooks, code and job outputs.')
param sharedWorkspaceStore bool = length(projects) <= 1

@description('Optional. How people come in: Azure Virtual Desktop, Azure Bastion, a point-to-site VPN, or not at all.')
param access 'desktop' | 'bastion' | 'vpn' | 'none' = 'desktop'

@description('Optional. Object id of one group that the groups of researchers and approvers of all projects are members of. It is let onto the desktops in their place, of which Azure takes 200.')
param desktopGroup string = ''

@description('Optional. A firewall is the only way out. Without it nobody comes in, no image is built, and the app alone gets out, through a NAT gateway and the rules of its subnet: for a trial without research data.')
param firewall bool = true

@description('Optional. A workspace of Azure Machine Learning.')
param machineLearning bool = true

@description('Optional. Microsoft Sentinel with rules for what must never happen.')
param sentinel bool = true

@description('Optional. The plans of Defender for Cloud and its contact for alerts, which a subscription has once: true puts ours in the place of what stands there, false leaves that alone.')
param defender bool = false

@description('Conditional. Client id of the application that lets people into the VPN. Needed when access is vpn.')
param vpnAudience string = ''

@description('Optional. Address ranges of the networks and of VPN clients. Machines have 251 addresses of secure; compute, a part of secure behind its first 1,024 addresses such as 10.41.8.0/21, gives them more. Azure changes no range that machines are in.')
param ranges { hub: string, secure: string, compute: string?, access: string, vpnClients: string } = {
  hub: '10.40.0.0/22'
  secure: '10.41.0.0/20'
  access: '10.42.0.0/24'
  vpnClients: '10.43.0.0/24'
}

@description('Optional. A hub that several environments share, as infra/hub.bicep puts it out: it has the firewall, the private DNS zones, the workspace for logs and the desktops. Without it this environment has its own.')
param hub hubPlaces?

@description('Conditional. Priority of the rules of this environment in the firewall of the hub, another for each environment on it. Needed with a hub.')
param hubPriority int = 0

@description('Optional. Address ranges that may reach the public account; empty means all. Roles are needed in any case, and the control plane has a way of its own.')
param uploadAddresses string[] = []

@description('Optional. Address ranges that may call the control plane beside the desktops; empty means all. Sign-in is needed in any case.')
param callerAddresses string[] = []

@description('Optional. Releases go to a second account of lower security instead of the public one; uploadAddresses do not limit it, its roles do.')
param separateReleaseAccount bool = false

@description('Optional. Another region, for a second copy of lines, definitions, manifests, receipts, evidence and tables, which nobody can change or delete for 35 days; empty for none.')
param secondCopyLocation string = ''

@description('Optional. Id of another subscription of the tenant, for the second copy; empty for this one. Whoever provisions has to be an owner of both.')
param secondCopySubscription string = ''

@description('Optional. Replication of the accounts: Standard_ZRS in one region, Standard_GZRS to have a copy in the paired one; Standard_LRS and Standard_GRS in a region without zones.')
param storageSku 'Standard_ZRS' | 'Standard_GZRS' | 'Standard_LRS' | 'Standard_GRS' = 'Standard_ZRS'

@description('Optional. Version of the storage services that both apps ask for. Microsoft brings a new one to its regions over months, and an account refuses one that its region does not have yet; listings cost less from 2026-10-06 on. Not before 2022-11-02.')
param storageApiVersion string = '2026-06-06'

@description('Optional. Days until deleted blobs of the data accounts are gone for good; previous versions of what passes through the secure account are deleted after as many days. Receipts state both together.')
@minValue(1)
@maxValue(365)
param softDeleteDays int = 7

@description('Optional. Days that each version of a dataset is kept against change and deletion.')
param datasetDays int = 30

@description('Optional. Days that the audit is kept against change and deletion, and with it what the reading room wrote.')
param auditDays int = 2555

@description('Conditional. Mail server, and where it takes only so many mails a minute and an hour, how many; its password is put into the vault as smtp-password. Needed unless managedMail is given.')
param mail mailServer?

@description('Optional. Host names of the channels that projects name: those of Teams workflows and of webhooks. Their addresses are secrets of the vault that begin with channel-.')
param channelHosts string[] = []

@description('Optional. Host name of an OpenTelemetry collector that takes OTLP over HTTP with TLS at port 443, without a key; empty sends no telemetry.')
param collectorHost string = ''

@description('Optional. Mail by Communication Services instead: client id of the Entra application that sends (clientId), where data is kept (dataLocation), and the resource id of a verified domain of your own (domainId; 30 mails a minute and 100 an hour). Without a domain Azure manages one, for trials: it takes 5 mails a minute and 10 an hour of the whole subscription, and counts what it refuses too. Other numbers that support granted are perMinute and perHour.')
param managedMail managedMailSender?

@description('Optional. Customer-managed keys instead of keys managed by Microsoft.')
param customerManagedKeys bool = false

@description('Optional. Durable state in the Durable Task Scheduler instead of the host account.')
param durableTaskScheduler bool = false

@description('Optional. What makes the rules of a project weaker waits for a second operator. Where there is only one, false; audit, dashboard and health say so.')
param secondOperator bool = true

@description('Optional. Times by which others are to be told of an incident, each with who that is: one to six, such as 24-hours, 10-days or month. They count for incidents that are opened from then on. Without them 24 hours, 72 hours and a month.')
param incidentClocks object = {}

@description('Optional. Uploads are scanned for malware, up to this many gigabytes a month; 0 leaves scanning out.')
param scannedGigabytes int = 1000

@description('Optional. Packages of results are scanned too, on the secure account, and count towards scannedGigabytes there as well.')
param scanExports bool = false

@description('Optional. Regulatory initiative on the subscription that shows compliance.')
param regulation 'nist' | 'hipaa' | 'none' = 'none'

@description('Optional. Parameters of the initiative; the one for HIPAA asks for some.')
param regulationParameters object = {}

@description('Required. Mail address that gets alerts of operation and of security.')
@minLength(3)
param contact string

@description('Optional. Monthly budget in the currency of the subscription.')
param budget int = 3000

@description('Optional. First day of the month that the budget starts with. Azure wants it not to change: the hook before provisioning sets it once.')
@minLength(10)
@maxLength(10)
param budgetStart string = utcNow('yyyy-MM-01')

@description('Optional. What the image of machines begins with: Ubuntu of Canonical, into which our template installs Python, Jupyter and R, or the Data Science VM of Microsoft. Where the region offers that with 24.04, a first deployment sets it.')
param baseImage 'ubuntu-24.04' | 'data-science-22.04' | 'data-science-24.04' = 'ubuntu-24.04'

@description('Optional. Version of the dataset platform/image-binaries that is put into the image, such as v1; set it once it is there.')
param imageBinaries string = ''

@description('Optional. Further regions that images are copied to.')
param imageRegions string[] = []

@description('Optional. Session hosts of the access desktop.')
param sessionHosts int = 1

@description('Optional. Number of the set of session hosts. Count it up to get new ones, then delete the old machines.')
param sessionHostGeneration int = 1

@description('Conditional. Object id of the service principal of Azure Virtual Desktop; the hook before provisioning finds it. Needed for the access desktop.')
param virtualDesktopPrincipalId string = ''

@description('Optional. Windows name of the time zone of the desktops and of the nightly shutdown.')
param timeZone string = 'W. Europe Standard Time'

@description('Optional. Time of day, as hhmm, at which machines shut down whatever their schedule says.')
param nightlyShutdown string = '2300'

@description('Optional. Part of the names of remediation tasks, another for each deployment; Azure refuses to change a task that is running.')
param round string = utcNow('yyyyMMddHHmmss')

@description('Optional. The policies on datasets, audit and what the reading room wrote are locked for good after deployment: nobody can shorten them or delete what they keep.')
param lockImmutability bool = false

@description('Optional. Those on datasets and audit are locked already, so they are left as they are: Azure refuses to write them again. The hook before provisioning finds out.')
param immutabilityLocked bool = false

@description('Optional. The same of those on what the reading room wrote, which may be made when the others are locked.')
param evidenceLocked bool = false

@description('Optional. Digest of the bundle that was last sent to the app; the hook before deploying sets it, and the doctor compares it with what runs.')
param sentBundle string = ''

@description('Optional. Host name suffix of storage in this cloud.')
param storageSuffix string = environment().suffixes.storage

var site = nameSite(
  environmentName,
  toLower(uniqueString(subscription().id, environmentName, location)),
  location,
  zones,
  storageSuffix,
  separateReleaseAccount
)
var mailHost = managedMail == null ? mail!.host : 'smtp.azurecomm.net'
var mailPort = managedMail == null ? mail!.port : '587'
var parts = {
  bastion: access == 'bastion'
  defender: defender
  desktops: access == 'desktop'
  durableTaskScheduler: durableTaskScheduler
  firewall: firewall
  machineLearning: machineLearning
  malwareScan: scannedGigabytes > 0
  managedMail: managedMail != null
  readingRoom: readingRoom
  regulation: regulation != 'none'
  sentinel: sentinel
  vpn: access == 'vpn'
}
var leftOut = map(filter(items(parts), part => !part.value), part => part.key)
var groupsAtOnce = 150
var kindsOfGroups = ['owners', 'researchers', 'approvers', 'externalReaders']
var groups = union(
  flatten(map(kindsOfGroups, kind => groupsOf(projects, kind))),
  empty(desktopGroup) ? [] : [desktopGroup]
)
var roomUrl = 'https://${site.room.app}.azurewebsites.net'
var publicUrl = 'https://${site.names.app}.azurewebsites.net'

resource resourceGroups 'Microsoft.Resources/resourceGroups@2025-04-01' = [
  // The desktops of a hub have a group there.
  for name in filter(items(site.groups), group => hub == null || group.key != 'access'): {
    name: name.value
    location: location
    tags: site.tags
  }
]

module identities 'modules/identities.bicep' = {
  scope: resourceGroup(site.groups.control)
  name: 'identities'
  params: {
    site: site
  }
  dependsOn: [
    resourceGroups
  ]
}

module roomIdentities 'modules/room-identities.bicep' = if (readingRoom) {
  scope: resourceGroup(site.groups.control)
  name: 'room-identities'
  params: {
    site: site
  }
  dependsOn: [
    resourceGroups
  ]
}

var copySubscription = empty(secondCopySubscription)
  ? subscription().subscriptionId
  : empty(secondCopyLocation)
      ? fail('A second copy in another subscription needs secondCopyLocation.')
      : secondCopySubscription

module roleDefinitions 'modules/role-definitions.bicep' = {
  name: 'role-definitions-${site.token}'
  params: {
    environmentName: environmentName
    copySubscription: copySubscription
    parts: max(map(union([{ part: 0 }], flatten(map(kindsOfGroups, kind => partsOf(projects, kind)))), one => one.part)) + 1
  }
}

module logAnalytics 'modules/log-analytics.bicep' = if (hub == null) {
  scope: resourceGroup(site.groups.monitor)
  name: 'log-analytics'
  params: {
    workspaceName: site.names.logs
    location: location
    tags: site.tags
  }
  dependsOn: [
    resourceGroups
  ]
}

var workspaceId = hub == null ? logAnalytics!.outputs.workspaceId : hub!.workspaceId

module insights 'modules/application-insights.bicep' = {
  scope: resourceGroup(site.groups.monitor)
  name: 'application-insights'
  params: {
    insightsName: '${abbreviations.applicationInsights}${site.token}'
    location: location
    tags: site.tags
    workspaceId: workspaceId
    senders: concat(
      [{ name: 'id-host', principalId: identities.outputs.identities.host.principalId }],
      readingRoom ? [{ name: 'id-inspect-host', principalId: roomIdentities!.outputs.identities.host.principalId }] : []
    )
  }
}

module network 'modules/network.bicep' = {
  scope: resourceGroup(site.groups.network)
  name: 'network'
  params: {
    abbreviations: abbreviations
    token: site.token
    location: location
    zones: zones
    tags: site.tags
    access: hub != null && access != 'desktop' && access != 'none'
      ? fail('A hub has desktops, and no other way in: access has to be desktop or none.')
      : firewall || access == 'none' ? access : fail('People come in through the firewall only: access has to be none.')
    firewall: firewall || hub == null ? firewall : fail('A hub has a firewall: firewall has to be true.')
    hub: hub
    hubPriority: hub == null || hubPriority > 1000
      ? hubPriority
      : fail('An environment on a hub needs a hubPriority above 1000.')
    vpnAudience: access == 'vpn' && empty(vpnAudience) ? fail('Access by VPN needs vpnAudience.') : vpnAudience
    ranges: ranges
    hosts: {
      mail: [mailHost]
      channels: channelHosts
      collector: empty(collectorHost) ? [] : [collectorHost]
      telemetry: [insights.outputs.telemetryHost]
      controlPlane: ['${site.names.app}.azurewebsites.net']
      // https://learn.microsoft.com/azure/azure-monitor/agents/azure-monitor-agent-network-configuration
      logs: [
        'global.handler.control.monitor.azure.com'
        '${location}.handler.control.monitor.azure.com'
        '${hub == null ? logAnalytics!.outputs.customerId : hub!.customerId}.ods.opinsights.azure.com'
      ]
    }
    mailPort: mailPort
    storageSuffix: storageSuffix
    durableScheduler: durableTaskScheduler
    machineLearning: machineLearning
    readingRoom: readingRoom && !firewall
      ? fail('The reading room reads research data, and only the firewall holds it to its hosts: without one, readingRoom has to be false.')
      : readingRoom
    workspaceId: workspaceId
  }
}

module data 'layers/data.bicep' = {
  name: 'data-${site.token}'
  params: {
    site: site
    identities: identities.outputs.identities
    roleIds: { blobs: roleDefinitions.outputs.blobRoleIds, steering: roleDefinitions.outputs.steeringRoleIds }
    network: { private: network.outputs.places.private, uploads: network.outputs.places.uploads }
    workspaceId: workspaceId
    customerManagedKeys: customerManagedKeys
    storageSku: storageSku
    keepDays: { deleted: softDeleteDays, datasets: datasetDays, audit: auditDays }
    uploadAddresses: uploadAddresses
    scannedGigabytes: scannedGigabytes
    scanExports: scanExports
    locked: { audit: immutabilityLocked, evidence: evidenceLocked }
    secondCopyLocation: secondCopyLocation
    secondCopySubscription: copySubscription
    room: readingRoom
      ? { identities: roomIdentities!.outputs.identities, endpointGroup: network.outputs.places.roomEndpointGroup }
      : null
  }
}

module research 'layers/research.bicep' = {
  name: 'research-${site.token}'
  params: {
    site: site
    identities: identities.outputs.identities
    roleIds: roleDefinitions.outputs.steeringRoleIds
    network: network.outputs.places
    logs: { workspaceId: workspaceId, insightsId: insights.outputs.insightsId }
    machineLearning: machineLearning
    sharedWorkspaceStore: sharedWorkspaceStore
    key: data.outputs.?key
    storageSku: storageSku
    image: { build: firewall, base: baseImage, binaries: imageBinaries, regions: imageRegions }
    desktops: access == 'desktop' && hub == null
      ? {
          sessionHosts: sessionHosts
          generation: sessionHostGeneration
          timeZone: timeZone
          servicePrincipalId: empty(virtualDesktopPrincipalId)
            ? fail('The access desktop needs virtualDesktopPrincipalId.')
            : virtualDesktopPrincipalId
        }
      : null
  }
}

// A deployment has at most 800 resources, so the groups of very many projects are given their roles by several.
module people 'project.bicep' = [
  for index in range(0, (length(groups) + groupsAtOnce - 1) / groupsAtOnce): {
    name: 'people-${index}-${site.token}'
    params: {
      environmentName: environmentName
      location: location
      projects: projects
      groups: take(skip(groups, index * groupsAtOnce), groupsAtOnce)
      access: access
      budgets: index > 0
        ? []
        : map(filter(projects, project => project.?budget != null), project => {
            project: project.id
            amount: project.budget!
          })
      contact: contact
      budgetStart: budgetStart
      desktopGroup: desktopGroup
      hub: hub
      machineLearning: machineLearning
      sharedWorkspaceStore: sharedWorkspaceStore
      readingRoom: readingRoom
      separateReleaseAccount: separateReleaseAccount
    }
    dependsOn: [
      roleDefinitions
      network
      data
      research
    ]
  }
]

module controlPlane 'layers/control-plane.bicep' = {
  name: 'control-plane-${site.token}'
  params: {
    site: site
    identities: identities.outputs.identities
    network: network.outputs.places
    logs: { workspaceId: workspaceId, insightsConnection: insights.outputs.insightsConnection }
    vaultUrl: data.outputs.vaultUrl
    machineTemplate: research.outputs.machineTemplate
    entraClientId: entraClientId
    projects: projects
    groupsClaim: groupsClaim
    publicUrl: publicUrl
    mail: mail
    managed: managedMail
    restoreDays: data.outputs.restoreDays
    durableTaskScheduler: durableTaskScheduler
    secondOperator: secondOperator
    incidentClocks: incidentClocks
    machineLearning: machineLearning
    leftOut: leftOut
    sentBundle: sentBundle
    scannedDoors: scannedGigabytes == 0 ? 'none' : scanExports ? 'both' : 'ingress'
    collectorHost: collectorHost
    readingRoomUrl: readingRoom ? roomUrl : ''
    safeAccount: empty(secondCopyLocation) ? '' : site.safeAccount
    storageApiVersion: storageApiVersion
    callerAddresses: callerAddresses
    ownAddress: network.outputs.publicAddress
  }
}

module room 'modules/reading-room.bicep' = if (readingRoom) {
  scope: resourceGroup(site.groups.control)
  name: 'reading-room'
  params: {
    name: site.room.app
    planName: '${abbreviations.functionPlan}room-${site.token}'
    location: location
    tags: site.tags
    subnetId: network.outputs.places.subnetIds.readingRoom
    network: network.outputs.places.private
    identities: roomIdentities!.outputs.identities
    accounts: { secure: site.accounts.secure, host: site.room.account }
    keyVaultUrl: data.outputs.roomVaultUrl
    entraClientId: readingRoom && empty(roomClientId) ? fail('The reading room needs roomClientId.') : roomClientId
    publicUrl: roomUrl
    insightsConnection: insights.outputs.insightsConnection
    storageSuffix: storageSuffix
    storageApiVersion: storageApiVersion
    workspaceId: workspaceId
    zoneRedundant: !empty(zones)
  }
}

module watch 'layers/watch.bicep' = {
  name: 'watch-${site.token}'
  params: {
    site: site
    identities: identities.outputs.identities
    workspaceId: workspaceId
    ownWorkspace: hub == null
    projects: projects
    contact: contact
    defender: defender
    sentinel: sentinel
    readingRoom: readingRoom
    roomPrincipalId: readingRoom ? roomIdentities!.outputs.identities.code.principalId : null
    budget: { amount: budget, start: budgetStart }
  }
  // A plan of Defender could make the one system topic that an account can have.
  dependsOn: [
    data
  ]
}

module governance 'layers/governance.bicep' = {
  name: 'governance-${site.token}'
  params: {
    site: site
    remediation: identities.outputs.identities.remediation
    machineLogsId: watch.outputs.machineLogsId
    readingRoom: readingRoom
    desktops: access == 'desktop' && hub == null
    regulation: { initiative: regulation, parameters: regulationParameters }
    nightlyShutdown: { time: nightlyShutdown, timeZone: timeZone }
    round: round
  }
  // The exemptions, which say why something is public, need the public account and the app; remediation needs the session hosts.
  dependsOn: [
    controlPlane
    room
  ]
}

@description('Tenant of the subscription; the federated credential of the app registration names it.')
output AZURE_TENANT_ID string = tenant().tenantId

@description('Resource group of the function app, the factory and the public account.')
output CONTROL_RESOURCE_GROUP string = site.groups.control

@description('Resource group of everything that has no public address.')
output SECURE_RESOURCE_GROUP string = site.groups.secure

@description('Name of the function app.')
output FUNCTION_APP_NAME string = site.names.app

@description('Name of the app of the reading room; empty where there is none.')
output ROOM_APP_NAME string = readingRoom ? site.room.app : ''

@description('Address that people reach the reading room under, inside the network; empty where there is none.')
output ROOM_URL string = readingRoom ? roomUrl : ''

@description('Name of the vault of the reading room that the hook puts its key into; empty where there is none.')
output ROOM_VAULT_NAME string = readingRoom ? site.room.vault : ''

@description('Principal id that signs in as the app registration of the reading room, without a secret; empty where there is none.')
output ROOM_PRINCIPAL_ID string = readingRoom ? roomIdentities!.outputs.identities.code.principalId : ''

@description('Address that people reach the control plane under.')
output PUBLIC_URL string = publicUrl

@description('Name of the data factory, whose private endpoints the hook approves.')
output DATA_FACTORY_NAME string = site.names.factory

@description('Names of the accounts that the factory has private endpoints to.')
output DATA_ACCOUNTS string = join(union([site.accounts.public, site.accounts.secure], [site.accounts.release]), ' ')

@description('Name of the account of the audit.')
output CONTROL_ACCOUNT string = site.accounts.control

@description('Name of the account of the datasets.')
output SECURE_ACCOUNT string = site.accounts.secure

@description('Name of the vault that the hook puts missing secrets into.')
output KEY_VAULT_NAME string = site.names.vault

@description('Principal id that signs in as the app registration, without a secret.')
output CONTROL_PRINCIPAL_ID string = identities.outputs.identities.control.principalId

@description('Whether the hook locks the policies on datasets, audit and what the reading room wrote.')
output LOCK_IMMUTABILITY string = string(lockImmutability)

@description('Parts that are left out, by their names in the settings of the app and in this template.')
output LEFT_OUT string = join(leftOut, ' ')

@description('What stands in the subscription as it was, and the settings that would change it; the hook after provisioning says it.')
output LEFT_ALONE string = join(
  concat(
    defender
      ? []
      : ['Defender and its contact for alerts (DEFENDER true switches on ${join(map(plans, plan => plan.name), ', ')})'],
    regulation == 'none' ? ['regulatory initiatives (REGULATION nist or hipaa assigns one)'] : []
  ),
  '; '
)
