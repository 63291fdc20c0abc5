metadata description = 'Researchers of projects in the workspace of Azure Machine Learning.'

import { builtInRoles } from 'role-rules.bicep'

@description('Required. Name of the workspace.')
param name string

@description('Required. Name of its own storage account, for notebooks and job outputs.')
param accountName string

@description('Required. Name of the environment, by which the role for jobs is found.')
param environmentName string

@description('Required. Groups of researchers.')
param researchers string[]

@description('Required. Whether researchers get the account of the workspace. Notebooks and jobs need it, and it keeps no projects apart.')
param sharedStore bool

// What people need on the account: https://learn.microsoft.com/azure/machine-learning/how-to-disable-local-auth-storage
var storeRoles = ['Storage Blob Data Contributor', 'Storage File Data Privileged Contributor']
var storeGrants = sharedStore
  ? flatten(map(researchers, group => map(storeRoles, role => { group: group, role: role })))
  : []

resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' existing = {
  name: name
}

resource mayRunJobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for group in researchers: {
    scope: workspace
    name: guid(workspace.id, group, 'jobs')
    properties: {
      description: 'Researchers run jobs and manage models; they make no computes, endpoints or ways out'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        guid(subscription().id, environmentName, 'steering', 'jobs')
      )
      principalId: group
      principalType: 'Group'
    }
  }
]

resource store 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: accountName
}

resource mayUseStore 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for grant in storeGrants: {
    scope: store
    name: guid(store.id, grant.group, grant.role)
    properties: {
      description: 'Researchers keep notebooks, code and job outputs here, without borders between projects'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', builtInRoles[grant.role])
      principalId: grant.group
      principalType: 'Group'
    }
  }
]
