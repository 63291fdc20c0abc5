metadata description = 'Azure Policy: what no resource may be, what each machine gets, and the regulatory initiative.'

targetScope = 'subscription'

import { identity } from '../modules/identities.bicep'
import { assignedPolicy } from '../modules/policy-assignments.bicep'
import { environmentSite } from '../modules/site.bicep'

@description('Required. The environment.')
param site environmentSite

@description('Required. Identity of the policies that deploy something.')
param remediation identity

@description('Required. Rule that machines and session hosts send their logs by.')
param machineLogsId string

@description('Required. There is a reading room.')
param readingRoom bool

@description('Required. There are session hosts, so their group is governed too.')
param desktops bool

@description('Required. Regulatory initiative and its parameters.')
param regulation { initiative: 'nist' | 'hipaa' | 'none', parameters: object }

@description('Required. Time of day, as hhmm, at which machines shut down whatever their schedule says, and its time zone.')
param nightlyShutdown { time: string, timeZone: string }

@description('Required. Part of the names of remediation tasks, another for each deployment.')
param round string

module policies '../modules/policy-definitions.bicep' = {
  name: 'policy-definitions-${site.token}'
  params: {
    environmentName: site.name
  }
}

// Named beforehand, because an exemption needs a resource that is there, and a denial stops it from being made: also the account
// for releases and the reading room, which may be chosen later, when the denial is there already.
var openResources = concat(
  map(
    site.openAccounts,
    name => resourceId(subscription().subscriptionId, site.groups.control, 'Microsoft.Storage/storageAccounts', name)
  ),
  map(
    [site.names.app, site.room.app],
    name => resourceId(subscription().subscriptionId, site.groups.control, 'Microsoft.Web/sites', name)
  )
)

func denials(ids object, openResources string[]) assignedPolicy[] => [
  {
    name: 'deny-public-network-access'
    id: ids['deny-public-network-access']
    notScopes: openResources
  }
  { name: 'deny-shared-keys', id: ids['deny-shared-keys'] }
]

func guestConfiguration(baseline string, id string) assignedPolicy[] => [
  {
    name: 'guest-configuration'
    id: tenantResourceId('Microsoft.Authorization/policySetDefinitions', '12794019-7a00-42cf-95c2-882eed337cc8')
    deploys: true
    members: [
      'Prerequisite_AddSystemIdentityWhenNone'
      'Prerequisite_AddSystemIdentityWhenUser'
      'Prerequisite_DeployExtensionWindows'
      'Prerequisite_DeployExtensionLinux'
    ]
  }
  { name: baseline, id: tenantResourceId('Microsoft.Authorization/policyDefinitions', id) }
]

@export()
@description('Policies on the group of the session hosts.')
func policiesOnDesktops(ids object, machineLogsId string) assignedPolicy[] =>
  concat(denials(ids, []), guestConfiguration('windows-security-baseline', '72650e9f-97bc-4b2a-ab5f-9781a9fcecbc'), [
    { name: 'monitored', id: ids['desktops-are-monitored'], deploys: true }
    { name: 'send-logs', id: ids['desktops-send-logs'], values: { ruleId: machineLogsId }, deploys: true }
  ])

// Data Factory's own ways out: it copies between these accounts, by storage alone, and has no public address. The first is enforced
// once "Outbound rules" is switched on in the studio: https://learn.microsoft.com/azure/data-factory/configure-outbound-allow-list-azure-policy
func factoryBorders(accounts string[], storageSuffix string) assignedPolicy[] => [
  {
    name: 'factory-domains'
    id: tenantResourceId('Microsoft.Authorization/policyDefinitions', '3d02a511-74e5-4dab-a5fd-878704d4a61a')
    values: { effect: 'Deny', allowedDomainNames: map(accounts, account => '${account}.blob.${storageSuffix}') }
  }
  {
    name: 'factory-linked-services'
    id: tenantResourceId('Microsoft.Authorization/policyDefinitions', '6809a3d0-d354-42fb-b955-783d207c62a8')
    values: { effect: 'Deny', allowedLinkedServiceResourceTypes: ['AzureBlobStorage'] }
  }
  {
    name: 'factory-public-access'
    id: tenantResourceId('Microsoft.Authorization/policyDefinitions', '1cf164be-6819-4a50-b8fa-4bcaa4f98fb6')
    values: { effect: 'Deny' }
  }
]

module onSecure '../modules/policy-assignments.bicep' = {
  scope: resourceGroup(site.groups.secure)
  name: 'policies-secure'
  params: {
    location: site.location
    policies: denials(policies.outputs.ids, [])
  }
}

module onMachineLearning '../modules/policy-assignments.bicep' = {
  scope: resourceGroup(site.groups.machineLearning)
  name: 'policies-machine-learning'
  params: {
    location: site.location
    policies: denials(policies.outputs.ids, [])
  }
}

module onControl '../modules/policy-assignments.bicep' = {
  scope: resourceGroup(site.groups.control)
  name: 'policies-control'
  params: {
    location: site.location
    policies: concat(
      denials(policies.outputs.ids, openResources),
      factoryBorders(union([site.accounts.public, site.accounts.secure], [site.accounts.release]), site.storageSuffix)
    )
  }
}

module exemptions '../modules/policy-exemptions.bicep' = {
  scope: resourceGroup(site.groups.control)
  name: 'policy-exemptions'
  params: {
    accountNames: union([site.accounts.public], [site.accounts.release])
    appName: site.names.app
    roomName: readingRoom ? site.room.app : ''
  }
  dependsOn: [
    onControl
  ]
}

module onMachines '../modules/policy-assignments.bicep' = {
  scope: resourceGroup(site.groups.compute)
  name: 'policies-machines'
  params: {
    location: site.location
    identity: { id: remediation.id, principalId: remediation.principalId }
    round: round
    policies: concat(denials(policies.outputs.ids, []), guestConfiguration('linux-security-baseline', 'fc9b3da7-8347-4380-8e70-0a0361d8dedd'), [
      { name: 'sign-in-with-entra', id: policies.outputs.ids['machines-sign-in-with-entra'], deploys: true }
      { name: 'monitored', id: policies.outputs.ids['machines-are-monitored'], deploys: true }
      {
        name: 'send-logs'
        id: policies.outputs.ids['machines-send-logs']
        values: { ruleId: machineLogsId }
        deploys: true
      }
      {
        name: 'shut-down-at-night'
        id: policies.outputs.ids['machines-shut-down']
        values: nightlyShutdown
        deploys: true
      }
    ])
  }
}

module onDesktops '../modules/policy-assignments.bicep' = if (desktops) {
  scope: resourceGroup(site.groups.access)
  name: 'policies-desktops'
  params: {
    location: site.location
    identity: { id: remediation.id, principalId: remediation.principalId }
    round: round
    policies: policiesOnDesktops(policies.outputs.ids, machineLogsId)
  }
}

module compliance '../modules/policy-regulation.bicep' = if (regulation.initiative != 'none') {
  name: 'policy-regulation-${site.token}'
  params: {
    environmentName: site.name
    location: site.location
    regulation: regulation.initiative == 'hipaa' ? 'hipaa' : 'nist'
    initiativeParameters: regulation.parameters
    identityId: remediation.id
  }
}
