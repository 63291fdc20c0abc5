metadata description = 'Sallyport itself: the function app, its mail, and where it keeps durable state.'

targetScope = 'subscription'

import { identitySet } from '../modules/identities.bicep'
import { networkPlaces } from '../modules/network.bicep'
import { abbreviations, environmentSite } from '../modules/site.bicep'
import { mailServer, managedMail, projectAccess, restorable } from '../modules/types.bicep'

@description('Required. The environment.')
param site environmentSite

@description('Required. Identities.')
param identities identitySet

@description('Required. Where things are put in the networks.')
param network networkPlaces

@description('Required. Workspace that gets the logs, and the connection of Application Insights.')
param logs { workspaceId: string, insightsConnection: string }

@description('Required. Address of the vault.')
param vaultUrl string

@description('Required. What data science VMs are made from.')
param machineTemplate object

@description('Required. Client id of the app registration that people sign in to.')
param entraClientId string

@description('Required. Projects and their groups.')
param projects projectAccess[]

@description('Required. Whether the groups in people\'s tokens count.')
param groupsClaim 'on' | 'off'

@description('Required. Address that people reach the control plane under.')
param publicUrl string

@description('Conditional. Mail server; needed unless managed mail is given.')
param mail mailServer?

@description('Optional. Mail by Communication Services.')
param managed managedMail?

@description('Required. Days for which what was deleted at either door can still be restored.')
param restoreDays restorable

@description('Required. What makes the rules of a project weaker waits for a second operator.')
param secondOperator bool

@description('Required. Times by which others are to be told of an incident, and who.')
param incidentClocks object

@description('Required. Whether there is a workspace of Machine Learning.')
param machineLearning bool

@description('Required. Parts that this environment leaves out.')
param leftOut string[]

@description('Required. Digest of the bundle that was last sent to the app; empty before the first.')
param sentBundle string

@description('Required. Doors at which uploads are scanned for malware.')
param scannedDoors 'none' | 'ingress' | 'both'

@description('Required. Host of the collector that telemetry is sent to; empty sends none.')
param collectorHost string

@description('Required. Where approvers look into frozen files; empty without a reading room.')
param readingRoomUrl string

@description('Required. Account of the second copy; empty where there is none.')
param safeAccount string

@description('Required. Version of the storage services that the app asks for.')
param storageApiVersion string

@description('Required. Durable state in the Durable Task Scheduler.')
param durableTaskScheduler bool

@description('Required. Address ranges that may call; empty means all.')
param callerAddresses string[]

@description('Required. Address that the firewall sends from; the desktops call from it.')
param ownAddress string

// What Communication Services takes of a whole subscription, refused mails included, unless support granted more.
var managedPace = managed.?domainId == null ? { perMinute: 5, perHour: 10 } : { perMinute: 30, perHour: 100 }

var communicationName = '${abbreviations.communication}${site.token}'

module sender '../modules/mail.bicep' = if (managed != null) {
  scope: resourceGroup(site.groups.control)
  name: 'mail'
  params: {
    emailName: '${abbreviations.emailService}${site.token}'
    communicationName: communicationName
    dataLocation: managed!.dataLocation
    domainId: managed!.?domainId ?? ''
    clientId: managed!.clientId
    tags: site.tags
    workspaceId: logs.workspaceId
  }
}

module scheduler '../modules/durable-scheduler.bicep' = if (durableTaskScheduler) {
  scope: resourceGroup(site.groups.control)
  name: 'durable-scheduler'
  params: {
    name: '${abbreviations.durableScheduler}${site.token}'
    location: site.location
    tags: site.tags
    hostPrincipalId: identities.host.principalId
    network: network.private
    workspaceId: logs.workspaceId
  }
}

module app '../modules/function-app.bicep' = {
  scope: resourceGroup(site.groups.control)
  name: 'function-app'
  params: {
    name: site.names.app
    storageSuffix: site.storageSuffix
    planName: '${abbreviations.functionPlan}${site.token}'
    location: site.location
    tags: site.tags
    subnetId: network.subnetIds.functions
    identityIds: [identities.control.id, identities.trigger.id, identities.host.id]
    hostIdentity: { id: identities.host.id, clientId: identities.host.clientId }
    accounts: site.accounts
    clientIds: { control: identities.control.clientId, trigger: identities.trigger.clientId }
    dataFactory: { name: site.names.factory, resourceGroup: site.groups.control }
    compute: {
      resourceGroup: site.groups.compute
      workspaceGroup: site.groups.machineLearning
      workspaceName: machineLearning ? site.names.workspace : ''
      machineTemplate: machineTemplate
    }
    keyVaultUrl: vaultUrl
    entraClientId: entraClientId
    projects: projects
    groupsClaim: groupsClaim
    publicUrl: publicUrl
    mail: managed == null
      ? mail!
      : {
          host: 'smtp.azurecomm.net'
          port: '587'
          security: 'starttls'
          user: sender!.outputs.user
          from: 'Sallyport <${sender!.outputs.from}>'
          perMinute: managed!.?perMinute ?? managedPace.perMinute
          perHour: managed!.?perHour ?? managedPace.perHour
        }
    restoreDays: restoreDays
    secondOperator: secondOperator
    incidentClocks: incidentClocks
    scannedDoors: scannedDoors
    leftOut: leftOut
    sentBundle: sentBundle
    collectorHost: collectorHost
    readingRoomUrl: readingRoomUrl
    safeAccount: safeAccount
    storageApiVersion: storageApiVersion
    durableScheduler: durableTaskScheduler ? scheduler!.outputs.store : null
    insightsConnection: logs.insightsConnection
    workspaceId: logs.workspaceId
    allowedAddresses: empty(callerAddresses) ? [] : concat(callerAddresses, ['${ownAddress}/32'])
    zoneRedundant: !empty(site.zones)
  }
}
