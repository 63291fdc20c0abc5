metadata description = 'Azure Policy: what no resource may be, what each machine gets, and the regulatory initiative.'

targetScope = 'subscription'

import { identity } from '../modules/identities.bicep'
import { environmentSite } from '../modules/site.bicep'

@description('Required. The environment.')
param site environmentSite

@description('Required. Identity of the policies that deploy something.')
param remediation identity

@description('Required. Rule that machines send their logs by.')
param machineLogsId string

@description('Required. Regulatory initiative and its parameters.')
param regulation { initiative: 'nist' | 'hipaa' | 'none', parameters: object }

@description('Required. Time of day, as hhmm, at which machines shut down whatever their schedule says, and its time zone.')
param nightlyShutdown { time: string, timeZone: string }

module policies '../modules/policy-definitions.bicep' = {
  name: 'policy-definitions'
  params: {
    environmentName: site.name
  }
}
var denials = [
  { name: 'deny-public-network-access', id: policies.outputs.ids['deny-public-network-access'] }
  { name: 'deny-shared-keys', id: policies.outputs.ids['deny-shared-keys'] }
]

module onSecure '../modules/policy-assignments.bicep' = {
  scope: resourceGroup(site.groups.secure)
  name: 'policies-secure'
  params: {
    location: site.location
    policies: denials
  }
}

module onMachineLearning '../modules/policy-assignments.bicep' = {
  scope: resourceGroup(site.groups.machineLearning)
  name: 'policies-machine-learning'
  params: {
    location: site.location
    policies: denials
  }
}

module onControl '../modules/policy-assignments.bicep' = {
  scope: resourceGroup(site.groups.control)
  name: 'policies-control'
  params: {
    location: site.location
    policies: denials
  }
}

module exemptions '../modules/policy-exemptions.bicep' = {
  scope: resourceGroup(site.groups.control)
  name: 'policy-exemptions'
  params: {
    accountNames: union([site.accounts.public], [site.accounts.release])
    appName: site.names.app
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
    policies: concat(denials, [
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

module compliance '../modules/policy-regulation.bicep' = if (regulation.initiative != 'none') {
  name: 'policy-regulation'
  params: {
    environmentName: site.name
    location: site.location
    regulation: regulation.initiative == 'hipaa' ? 'hipaa' : 'nist'
    initiativeParameters: regulation.parameters
    identityId: remediation.id
  }
}
