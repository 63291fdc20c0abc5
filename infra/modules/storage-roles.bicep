metadata description = 'Which identity may do what in one storage account: its rows of roles.json, as role assignments on single containers with their conditions. Groups of people have theirs from project-storage.bicep.'

import { blobRole, builtInRoles, currentCondition, folderCondition, groupOf, operationCondition } from 'role-rules.bicep'

@description('Required. Name of the account.')
param accountName string

@description('Required. Name of the account in roles.json.')
param account 'public' | 'secure' | 'control' | 'host' | 'inspector-host' | 'safe'

@description('Required. Containers that lie in this account.')
param containers string[]

@description('Required. Principal id of each identity in roles.json that is no group of a project.')
param principals object

@description('Required. Role definition id of each set of blob operations.')
param blobRoleIds object

@description('Optional. Whether roles on the whole account are given here too.')
param accountWide bool = true

var matrix = loadJsonContent('../roles.json')
var here = filter(matrix.blobs, row => row.account == account && contains(containers, row.container))
var serviceRows = filter(here, row => !contains(groupOf, row.identity) && contains(principals, row.identity))
var accountRows = !accountWide
  ? []
  : concat(
      map(
        filter(matrix.blobs, row => row.account == account && row.container == '*'),
        row => { identity: row.identity, service: 'blobs', role: 'Storage Blob Data Owner' }
      ),
      map(
        filter(matrix.queues, row => row.account == account && row.queue == '*'),
        row => { identity: row.identity, service: 'queues', role: 'Storage Queue Data Contributor' }
      ),
      map(
        filter(matrix.tables, row => row.account == account),
        row => { identity: row.identity, service: 'tables', role: 'Storage Table Data Contributor' }
      )
    )

var queueRows = filter(
  matrix.queues,
  row => accountWide && row.account == account && row.queue != '*' && contains(principals, row.identity)
)

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: accountName

  resource blobs 'blobServices' existing = {
    name: 'default'
  }

  resource queueService 'queueServices' existing = {
    name: 'default'
  }
}

resource serviceContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = [
  for row in serviceRows: {
    parent: storage::blobs
    name: row.container
  }
]

resource serviceAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (row, index) in serviceRows: {
    scope: serviceContainers[index]
    name: guid(storage.id, row.container, row.identity)
    properties: {
      description: '${row.identity} may ${join(row.allow, ', ')} in ${row.container}'
      roleDefinitionId: blobRoleIds[blobRole(row.allow)]
      principalId: principals[row.identity]
      principalType: 'ServicePrincipal'
      condition: contains(row, 'path')
        ? join(
            concat([folderCondition(row.allow, [row.path!])], contains(row, 'versions') ? [currentCondition([])] : []),
            ' AND '
          )
        : empty(operationCondition(row.allow)) ? null : operationCondition(row.allow)
      conditionVersion: contains(row, 'path') || !empty(operationCondition(row.allow)) ? '2.0' : null
    }
  }
]

resource accountAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for row in accountRows: {
    scope: storage
    name: guid(storage.id, row.service, row.identity)
    properties: {
      description: '${row.identity} may use the ${row.service} of the account'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', builtInRoles[row.role])
      principalId: principals[row.identity]
      principalType: 'ServicePrincipal'
    }
  }
]

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' existing = [
  for row in queueRows: {
    parent: storage::queueService
    name: row.queue
  }
]

resource queueAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (row, index) in queueRows: {
    scope: queues[index]
    name: guid(storage.id, row.queue, row.identity)
    properties: {
      description: '${row.identity} may ${contains(row.allow, 'read') ? 'use' : 'add to'} the queue ${row.queue}'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        builtInRoles['Storage Queue Data ${contains(row.allow, 'read') ? 'Contributor' : 'Message Sender'}']
      )
      principalId: principals[row.identity]
      principalType: 'ServicePrincipal'
    }
  }
]
