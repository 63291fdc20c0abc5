metadata name = 'Sallyport hub'
metadata description = 'What several environments share: the firewall, the private DNS zones, the workspace for logs and the desktops. Environments are spokes of it: main.bicep with its output HUB.'

targetScope = 'subscription'

import { policiesOnDesktops } from 'layers/governance.bicep'
import { zonedServices } from 'modules/private-dns.bicep'
import { abbreviations, nameSite } from 'modules/site.bicep'

@description('Required. Name of the hub; part of resource group names.')
@minLength(1)
@maxLength(20)
param hubName string

@description('Required. Region, the same as that of the environments.')
@minLength(1)
param location string

@description('Optional. Availability zones; empty in a region without zones.')
param zones string[] = ['1', '2', '3']

@description('Optional. Address ranges of the hub, of the desktops, and of all environments on it together; the range secure of each lies in spokes.')
param ranges { hub: string, access: string, spokes: string } = {
  hub: '10.40.0.0/22'
  access: '10.42.0.0/24'
  spokes: '10.64.0.0/12'
}

@description('Optional. Services that some environment on the hub has: each needs private DNS zones, which would hide the names of a service that none has.')
param services zonedServices = {
  machineLearning: true
  readingRoom: false
  durableScheduler: false
}

@description('Optional. Session hosts.')
param sessionHosts int = 1

@description('Optional. Number of the set of session hosts. Count it up to get new ones, then delete the old machines.')
param sessionHostGeneration int = 1

@description('Required. Object id of the service principal of Azure Virtual Desktop.')
@minLength(36)
@maxLength(36)
param virtualDesktopPrincipalId string

@description('Optional. Windows name of the time zone of the desktops.')
param timeZone string = 'W. Europe Standard Time'

@description('Optional. Microsoft Sentinel on the workspace; environments on the hub bring their rules.')
param sentinel bool = true

@description('Required. Mail address that is told of the budget.')
@minLength(3)
param contact string

@description('Optional. Monthly budget in the currency of the subscription.')
param budget int = 1500

@description('Required. First day of the month that the budget starts with, as yyyy-MM-01. Azure wants it not to change.')
@minLength(10)
@maxLength(10)
param budgetStart string

@description('Optional. Part of the names of remediation tasks, another for each deployment; Azure refuses to change a task that is running.')
param round string = utcNow('yyyyMMddHHmmss')

@description('Optional. Host name suffix of storage in this cloud.')
param storageSuffix string = environment().suffixes.storage

var site = nameSite(
  hubName,
  toLower(uniqueString(subscription().id, hubName, location)),
  location,
  zones,
  storageSuffix,
  false
)

resource resourceGroups 'Microsoft.Resources/resourceGroups@2025-04-01' = [
  for name in [site.groups.network, site.groups.access, site.groups.control, site.groups.monitor]: {
    name: name
    location: location
    tags: site.tags
  }
]

module remediation 'modules/remediation-identity.bicep' = {
  scope: resourceGroup(site.groups.control)
  name: 'remediation-identity'
  params: {
    token: site.token
    location: location
    tags: site.tags
  }
  dependsOn: [
    resourceGroups
  ]
}

module logAnalytics 'modules/log-analytics.bicep' = {
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

module watch 'modules/sentinel-workspace.bicep' = if (sentinel) {
  scope: resourceGroup(site.groups.monitor)
  name: 'sentinel-workspace'
  params: {
    workspaceName: site.names.logs
  }
  dependsOn: [
    logAnalytics
  ]
}

module activity 'modules/activity-log.bicep' = {
  name: 'activity-log-${site.token}'
  params: {
    workspaceId: logAnalytics.outputs.workspaceId
  }
}

module network 'modules/hub-network.bicep' = {
  scope: resourceGroup(site.groups.network)
  name: 'hub-network'
  params: {
    abbreviations: abbreviations
    token: site.token
    location: location
    zones: zones
    tags: site.tags
    ranges: ranges
    services: services
    storageSuffix: storageSuffix
    // https://learn.microsoft.com/azure/azure-monitor/agents/azure-monitor-agent-network-configuration
    logHosts: [
      'global.handler.control.monitor.azure.com'
      '${location}.handler.control.monitor.azure.com'
      '${logAnalytics.outputs.customerId}.ods.opinsights.azure.com'
    ]
    workspaceId: logAnalytics.outputs.workspaceId
  }
}

module desktop 'modules/access-desktop.bicep' = {
  scope: resourceGroup(site.groups.access)
  name: 'access-desktop'
  params: {
    abbreviations: abbreviations
    token: site.token
    location: location
    zones: zones
    tags: site.tags
    subnetId: network.outputs.desktopSubnetId
    sessionHosts: sessionHosts
    generation: sessionHostGeneration
    servicePrincipalId: virtualDesktopPrincipalId
    timeZone: timeZone
    workspaceId: logAnalytics.outputs.workspaceId
  }
}

module machineMonitoring 'modules/machine-monitoring.bicep' = {
  scope: resourceGroup(site.groups.monitor)
  name: 'machine-monitoring'
  params: {
    name: '${abbreviations.dataCollectionRule}${site.token}'
    location: location
    tags: site.tags
    workspaceId: logAnalytics.outputs.workspaceId
    remediationPrincipalId: remediation.outputs.identity.principalId
  }
}

module policies 'modules/policy-definitions.bicep' = {
  name: 'policy-definitions-${site.token}'
  params: {
    environmentName: site.name
  }
}

module onDesktops 'modules/policy-assignments.bicep' = {
  scope: resourceGroup(site.groups.access)
  name: 'policies-desktops'
  params: {
    location: location
    identity: { id: remediation.outputs.identity.id, principalId: remediation.outputs.identity.principalId }
    round: round
    policies: policiesOnDesktops(policies.outputs.ids, machineMonitoring.outputs.id)
  }
  dependsOn: [
    desktop
  ]
}

module cost 'modules/budget.bicep' = {
  name: 'budget-${site.token}'
  params: {
    name: '${abbreviations.budget}${site.name}'
    amount: budget
    start: budgetStart
    contact: contact
    tag: { name: 'azd-env-name', value: site.name }
  }
}

@description('What an environment on this hub is told by its setting HUB, as JSON.')
output HUB string = string({
  networkId: network.outputs.networkId
  policyId: network.outputs.policyId
  firewallAddress: network.outputs.firewallAddress
  publicAddress: network.outputs.publicAddress
  workspaceId: logAnalytics.outputs.workspaceId
  customerId: logAnalytics.outputs.customerId
  ranges: ranges
  services: services
  desktops: {
    group: site.groups.access
    desktop: desktop.outputs.applicationGroups.desktop
    applications: desktop.outputs.applicationGroups.applications
  }
})
