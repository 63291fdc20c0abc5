metadata description = 'Lets the Machine Learning workspace approve the private endpoint of its managed network to the secure account, and nothing else there.'

import { builtInRoles } from 'role-rules.bicep'

@description('Required. Name of the secure account.')
param accountName string

@description('Required. Principal id of the workspace.')
param principalId string

var approver = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  builtInRoles['Azure AI Enterprise Network Connection Approver']
)

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: accountName
}

resource mayConnect 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, 'machine-learning', approver)
  properties: {
    description: 'machine-learning may approve the private endpoint of its managed network; it gives no access to data'
    roleDefinitionId: approver
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

@description('Resource id of the account, once the workspace may connect.')
output accountId string = account.id
