metadata description = 'Custom roles, made from roles.json: one for each set of blob operations, one for each row of resources. None of them can hand out keys, delegation keys or roles.'

targetScope = 'subscription'

import { blobRole, blobRoleActions, blobRoleName, groupOf } from 'role-rules.bicep'

@description('Required. Name of the environment; part of the role names. They are unique in a tenant, so the beginning of the subscription\'s id is another part.')
param environmentName string

@description('Required. Id of the subscription of the second copy, in which one role on blobs is given.')
param copySubscription string

@description('Required. Into how many parts the projects of one group are dealt, at most.')
param parts int

var prefix = 'Sallyport ${environmentName} ${take(subscription().subscriptionId, 8)}'
var matrix = loadJsonContent('../roles.json')
var blobRoles = union(map(filter(matrix.blobs, row => row.container != '*'), row => blobRole(row.allow)), [])

var copyRoles = map(filter(matrix.blobs, row => row.account == 'safe'), row => blobRole(row.allow))
var scopesOfCopy = union([subscription().id], ['/subscriptions/${copySubscription}'])

var peopleRoles = union(map(filter(matrix.blobs, row => contains(groupOf, row.identity)), row => blobRole(row.allow)), [])
var blobDefinitionsOfParts = concat(
  map(blobRoles, role => { role: role, part: 0 }),
  flatten(map(range(1, parts - 1), part => map(peopleRoles, role => { role: role, part: part })))
)

resource blobDefinitions 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [
  for row in blobDefinitionsOfParts: {
    name: blobRoleName(subscription().id, environmentName, row.role, row.part)
    properties: {
      roleName: '${prefix} blobs ${row.role}${row.part == 0 ? '' : ' ${row.part + 1}'}'
      description: 'Blob data actions of roles.json and nothing else; given on single containers.'
      type: 'customRole'
      assignableScopes: row.part == 0 && contains(copyRoles, row.role) ? scopesOfCopy : [subscription().id]
      permissions: [
        {
          actions: []
          notActions: []
          dataActions: blobRoleActions(row.role)
          notDataActions: []
        }
      ]
    }
  }
]

resource steeringDefinitions 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [
  for row in matrix.resources: {
    name: guid(subscription().id, environmentName, 'steering', row.role)
    properties: {
      roleName: '${prefix} ${row.role}'
      description: 'Actions of ${row.identity} on ${row.scope}, one by one.'
      type: 'customRole'
      assignableScopes: [
        subscription().id
      ]
      permissions: [
        {
          actions: row.actions
          notActions: []
          dataActions: []
          notDataActions: []
        }
      ]
    }
  }
]

@description('Role definition id of each set of blob operations.')
output blobRoleIds object = toObject(
  blobRoles,
  role => role,
  role =>
    subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      guid(subscription().id, environmentName, 'blobs', role)
    )
)

@description('Role definition id of each row of resources, by the name of its role.')
output steeringRoleIds object = toObject(
  matrix.resources,
  row => row.role,
  row =>
    subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      guid(subscription().id, environmentName, 'steering', row.role)
    )
)
