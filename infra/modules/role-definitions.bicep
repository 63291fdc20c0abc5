metadata description = 'Custom roles, made from roles.json: one for each set of blob operations, one for each row of resources. None of them can hand out keys, delegation keys or roles.'

targetScope = 'subscription'

import { blobRole, blobRoleActions } from 'role-rules.bicep'

@description('Required. Name of the environment; part of the role names. They are unique in a tenant, so the beginning of the subscription\'s id is another part.')
param environmentName string

var prefix = 'Sallyport ${environmentName} ${take(subscription().subscriptionId, 8)}'
var matrix = loadJsonContent('../roles.json')
var blobRoles = union(map(filter(matrix.blobs, row => row.container != '*'), row => blobRole(row.allow)), [])

resource blobDefinitions 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [
  for role in blobRoles: {
    name: guid(subscription().id, environmentName, 'blobs', role)
    properties: {
      roleName: '${prefix} blobs ${role}'
      description: 'Blob data actions of roles.json and nothing else; given on single containers.'
      type: 'customRole'
      assignableScopes: [
        subscription().id
      ]
      permissions: [
        {
          actions: []
          notActions: []
          dataActions: blobRoleActions(role)
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
