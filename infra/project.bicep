metadata name = 'Sallyport projects'
metadata description = 'What projects need of an environment: the roles of the groups of their people, and budgets. main.bicep deploys it for all groups, some at a time; for the groups of one project it is a deployment of its own, of minutes.'

targetScope = 'subscription'

import { groupsOf } from 'modules/role-rules.bicep'
import { abbreviations, nameSite } from 'modules/site.bicep'
import { hubPlaces, projectAccess } from 'modules/types.bicep'

@description('Required. Name of the environment.')
@minLength(1)
@maxLength(20)
param environmentName string

@description('Required. Region of the environment.')
@minLength(1)
param location string

@description('Required. Projects, in the order of the setting PROJECTS: all that share a group with one of `groups`, since a role of a group names the folders of each.')
param projects projectAccess[]

@description('Required. Object ids of the groups that are given their roles; what others have stays.')
param groups string[]

@description('Optional. Monthly budgets of projects, as `budget` in PROJECTS says: what their computes may cost.')
param budgets { project: string, amount: int }[] = []

@description('Conditional. Mail address that is told of budgets. Needed with budgets.')
param contact string = ''

@description('Conditional. First day of the month that the budget of the environment starts with; those of projects start with it. Needed with budgets.')
param budgetStart string = ''

@description('Optional. How people come in, as in the environment.')
param access 'desktop' | 'bastion' | 'vpn' | 'none' = 'desktop'

@description('Optional. One group that all who use the desktops are in; without it each group of researchers and approvers is let in.')
param desktopGroup string = ''

@description('Optional. The hub of the environment.')
param hub hubPlaces?

@description('Optional. Whether the environment has a workspace of Azure Machine Learning.')
param machineLearning bool = true

@description('Optional. Whether researchers get the account of that workspace, which keeps no projects apart.')
param sharedWorkspaceStore bool = false

@description('Optional. Whether the environment has a reading room.')
param readingRoom bool = false

@description('Optional. Whether the environment has an account of its own for releases.')
param separateReleaseAccount bool = false

var site = nameSite(
  environmentName,
  toLower(uniqueString(subscription().id, environmentName, location)),
  location,
  [],
  '',
  separateReleaseAccount
)
// Two deployments of other groups in one resource group must not meet in one name.
var part = uniqueString(string(groups))
var researchers = intersection(groupsOf(projects, 'researchers'), groups)
var approvers = intersection(groupsOf(projects, 'approvers'), groups)
var people = union(researchers, approvers)
var onDesktops = empty(desktopGroup) ? people : intersection([desktopGroup], groups)

module public 'modules/project-storage.bicep' = {
  scope: resourceGroup(site.groups.control)
  name: 'people-public-${part}'
  params: {
    accountName: site.accounts.public
    account: 'public'
    containers: separateReleaseAccount ? ['ingress'] : ['ingress', 'released']
    environmentName: environmentName
    projects: projects
    groups: groups
  }
}

module release 'modules/project-storage.bicep' = if (separateReleaseAccount) {
  scope: resourceGroup(site.groups.control)
  name: 'people-release-${part}'
  params: {
    accountName: site.accounts.release
    account: 'public'
    containers: ['released']
    environmentName: environmentName
    projects: projects
    groups: groups
  }
}

module secure 'modules/project-storage.bicep' = {
  scope: resourceGroup(site.groups.secure)
  name: 'people-secure-${part}'
  params: {
    accountName: site.accounts.secure
    account: 'secure'
    containers: concat(
      ['datasets', 'exports', 'review', 'returned', 'notices'],
      readingRoom ? ['evidence', 'places'] : []
    )
    environmentName: environmentName
    projects: projects
    groups: groups
  }
}

module machines 'modules/project-machines.bicep' = {
  scope: resourceGroup(site.groups.compute)
  name: 'people-machines-${part}'
  params: {
    researchers: researchers
    // A group of researchers has the role already, and Azure takes it only once.
    approvers: access == 'bastion' ? filter(approvers, group => !contains(researchers, group)) : []
  }
}

module workspace 'modules/project-workspace.bicep' = if (machineLearning) {
  scope: resourceGroup(site.groups.machineLearning)
  name: 'people-workspace-${part}'
  params: {
    name: site.names.workspace
    accountName: '${abbreviations.storageAccount}aml${site.token}'
    environmentName: environmentName
    researchers: researchers
    sharedStore: sharedWorkspaceStore
  }
}

module desktops 'modules/access-people.bicep' = if (access == 'desktop') {
  scope: resourceGroup(
    hub == null ? subscription().subscriptionId : split(hub!.networkId, '/')[2],
    hub.?desktops.group ?? site.groups.access
  )
  name: 'people-desktops-${part}'
  params: {
    desktopName: hub.?desktops.desktop ?? '${abbreviations.desktopApplicationGroup}desktop-${site.token}'
    applicationsName: hub.?desktops.applications ?? '${abbreviations.desktopApplicationGroup}apps-${site.token}'
    people: onDesktops
  }
}

module costs 'modules/budget.bicep' = [
  for one in budgets: {
    name: 'budget-${one.project}-${site.token}'
    params: {
      // No name of an environment has an underscore, so no other one has this budget.
      name: '${abbreviations.budget}${site.name}_${one.project}'
      amount: one.amount
      start: budgetStart
      contact: contact
      // Each compute of a project carries this tag (projectTag of the control plane).
      tag: { name: 'sallyport-project', value: one.project }
      groups: [site.groups.compute, site.groups.machineLearning]
    }
  }
]

module bastion 'modules/project-bastion.bicep' = if (access == 'bastion') {
  scope: resourceGroup(site.groups.network)
  name: 'people-bastion-${part}'
  params: {
    hostName: '${abbreviations.bastion}${site.token}'
    networkName: '${abbreviations.virtualNetwork}secure-${site.token}'
    people: people
  }
}
