metadata description = 'How rows of roles.json become Azure roles and conditions. Compile-time functions only.'

import { projectAccess } from 'types.bicep'

@export()
@description('Ids of Azure\'s own roles by their names.')
var builtInRoles = loadJsonContent('../roles.json').builtInRoles

@export()
@description('The field of a project that names the group of an identity in roles.json.')
var groupOf = {
  owners: 'owners'
  researchers: 'researchers'
  approvers: 'approvers'
  'external-readers': 'externalReaders'
}

@export()
@description('So many projects of a group share a role on a container: its condition names the folders of each, and Azure takes 8 KB of one. With the longest names twenty take 6 KB; the rest is for what was retracted.')
var projectsAtOnce = 20

@export()
@description('Groups of one kind, such as researchers, each once.')
func groupsOf(projects projectAccess[], key string) string[] =>
  union(filter(map(projects, project => project[?key] ?? ''), group => !empty(group)), [])

@export()
@description('Groups of one kind with the parts that their projects are dealt into, counted from 0.')
func partsOf(projects projectAccess[], key string) { group: string, part: int }[] =>
  flatten(map(
    items(groupBy(filter(map(projects, project => project[?key] ?? ''), group => !empty(group)), group => group)),
    entry =>
      map(range(0, (length(entry.value) + projectsAtOnce - 1) / projectsAtOnce), part => {
        group: entry.key
        part: part
      })
  ))

@export()
@description('Name of the definition of a custom role on blobs. Parts beyond the first have roles of their own, which allow the same.')
func blobRoleName(subscriptionId string, environmentName string, role string, part int) string =>
  part == 0
    ? guid(subscriptionId, environmentName, 'blobs', role)
    : guid(subscriptionId, environmentName, 'blobs', role, string(part))

@export()
@description('Name of the custom role that carries these operations: the data actions they need, joined. Listing and reading are one data action in Azure; a condition tells them apart.')
func blobRole(allow string[]) string =>
  join(
    filter(
      ['read', 'add', 'write', 'delete'],
      action =>
        contains(
          map(
            allow,
            operation => { list: 'read', read: 'read', create: 'add', write: 'write', delete: 'delete' }[operation]
          ),
          action
        )
    ),
    '-'
  )

@export()
@description('Data actions of a custom role by its name.')
func blobRoleActions(role string) string[] =>
  map(
    split(role, '-'),
    action =>
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/${action == 'add' ? 'add/action' : action}'
  )

@export()
@description('Condition that separates listing from reading where only one of them is allowed; empty where none is needed.')
func operationCondition(allow string[]) string =>
  contains(allow, 'list') == contains(allow, 'read')
    ? ''
    : '(!(ActionMatches{\'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read\'} AND ${contains(allow, 'list') ? 'NOT ' : ''}SubOperationMatches{\'Blob.List\'}))'

@export()
@description('Condition that holds a role to folders: listings by their prefix, everything else by the path of the blob. Each folder ends with a slash.')
func folderCondition(allow string[], folders string[]) string =>
  join(
    concat(
      contains(allow, 'list')
        ? [
            '((!(ActionMatches{\'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read\'} AND SubOperationMatches{\'Blob.List\'})) OR ${join(map(folders, folder => '(@Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:prefix] StringStartsWith \'${folder}\')'), ' OR ')})'
          ]
        : [],
      [
        '((${join(map(blobRoleActions(blobRole(allow)), action => endsWith(action, '/read') ? '!(ActionMatches{\'${action}\'} AND NOT SubOperationMatches{\'Blob.List\'})' : '!(ActionMatches{\'${action}\'})'), ' AND ')}) OR ${join(map(folders, folder => '(@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringStartsWith \'${folder}\')'), ' OR ')})'
      ]
    ),
    ' AND '
  )

@export()
@description('Condition that lets people read blobs as they are: no previous version, and nothing below a folder that was retracted. Each folder ends with a slash.')
func currentCondition(retracted string[]) string =>
  '((!(ActionMatches{\'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read\'} AND NOT SubOperationMatches{\'Blob.List\'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:isCurrentVersion] BoolEquals true${join(map(retracted, folder => ' AND @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringNotStartsWith \'${replace(folder, '\'', '\\\'')}\''), '')}))'
