metadata description = 'What people of projects may do in one storage account: their rows of roles.json, on single containers and held to the folders of their projects.'

import { blobRole, blobRoleName, currentCondition, folderCondition, groupOf, projectsAtOnce } from 'role-rules.bicep'
import { projectAccess } from 'types.bicep'

@description('Required. Name of the account.')
param accountName string

@description('Required. Name of the account in roles.json.')
param account 'public' | 'secure'

@description('Required. Containers that lie in this account.')
param containers string[]

@description('Required. Name of the environment, by which its roles are found.')
param environmentName string

@description('Required. Projects: all that share a group with one of `groups`.')
param projects projectAccess[]

@description('Required. Groups that are given their roles.')
param groups string[]

var chosen = toObject(groups, group => group, group => true)
var rows = filter(
  loadJsonContent('../roles.json', '.blobs'),
  row => row.account == account && contains(groupOf, row.identity) && contains(containers, row.container)
)
var ofProjects = flatten(map(
  rows,
  row =>
    map(filter(projects, project => contains(chosen, project[?groupOf[row.identity]] ?? '')), project => {
      identity: row.identity
      container: row.container
      allow: row.allow
      folder: replace(row.path!, '{project}', project.id)
      groupId: project[groupOf[row.identity]]
      project: project.id
      current: contains(row, 'versions')
      retracted: map(project.?retracted ?? [], version => '${project.id}/${version}/')
    })
))
// Azure takes a role of a group on a container only once, so a group of several projects has one with the folders of all; and
// of a condition it takes 8 KB, so a group of very many has several roles, which allow the same.
var grants = flatten(map(
  items(groupBy(ofProjects, row => '${row.container} ${row.identity} ${row.groupId}')),
  entry =>
    map(range(0, (length(entry.value) + projectsAtOnce - 1) / projectsAtOnce), part => {
      part: part
      rows: take(skip(entry.value, part * projectsAtOnce), projectsAtOnce)
    })
))

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: accountName

  resource blobs 'blobServices' existing = {
    name: 'default'
  }
}

resource places 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = [
  for grant in grants: {
    parent: storage::blobs
    name: grant.rows[0].container
  }
]

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (grant, index) in grants: {
    scope: places[index]
    name: grant.part == 0
      ? guid(storage.id, grant.rows[0].container, grant.rows[0].identity, grant.rows[0].groupId)
      : guid(storage.id, grant.rows[0].container, grant.rows[0].identity, grant.rows[0].groupId, string(grant.part))
    properties: {
      description: '${grant.rows[0].identity} of ${join(map(grant.rows, row => row.project), ', ')} may ${join(grant.rows[0].allow, ', ')} in ${length(grant.rows) == 1 ? '${grant.rows[0].container}/${grant.rows[0].folder}' : grant.rows[0].container}'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        blobRoleName(subscription().id, environmentName, blobRole(grant.rows[0].allow), grant.part)
      )
      principalId: grant.rows[0].groupId
      principalType: 'Group'
      condition: join(
        concat(
          [folderCondition(grant.rows[0].allow, map(grant.rows, row => row.folder))],
          grant.rows[0].current ? [currentCondition(flatten(map(grant.rows, row => row.retracted)))] : []
        ),
        ' AND '
      )
      conditionVersion: '2.0'
    }
  }
]
