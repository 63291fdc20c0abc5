metadata description = 'Custom roles, made from roles.json: one for each set of blob operations, one for each kind of resource that the control plane steers. None of them can hand out keys, delegation keys or roles.'

targetScope = 'subscription'

import { blobRole, blobRoleActions } from 'role-rules.bicep'

@description('Required. Name of the environment; part of the role names, which are unique in a tenant.')
param environmentName string

var matrix = loadJsonContent('../roles.json')
var blobRoles = union(map(filter(matrix.blobs, row => row.container != '*'), row => blobRole(row.allow)), [])

var steering = reduce(matrix.resources, [], (all, row) => concat(all, row.actions))
// Some actions are asked for on another resource than the one that is written: the subnet that is joined, the image that is read.
var steeringRoles = {
  dataFactory: filter(steering, action => startsWith(action, 'Microsoft.DataFactory/'))
  machineLearning: filter(steering, action => startsWith(action, 'Microsoft.MachineLearningServices/'))
  machines: filter(steering, action => startsWith(action, 'Microsoft.Compute/virtualMachines/'))
  operations: filter(steering, action => startsWith(action, 'Microsoft.Compute/locations/'))
  images: filter(steering, action => startsWith(action, 'Microsoft.Compute/galleries/'))
  diskEncryption: filter(steering, action => startsWith(action, 'Microsoft.Compute/diskEncryptionSets/'))
  machineIdentity: filter(steering, action => startsWith(action, 'Microsoft.ManagedIdentity/'))
  network: filter(steering, action => startsWith(action, 'Microsoft.Network/'))
  // What Azure Image Builder does in the name of its identity: https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-permissions-cli
  imageBuild: [
    'Microsoft.Compute/galleries/read'
    'Microsoft.Compute/galleries/images/read'
    'Microsoft.Compute/galleries/images/versions/read'
    'Microsoft.Compute/galleries/images/versions/write'
  ]
  imageNetwork: [
    'Microsoft.Network/virtualNetworks/read'
    'Microsoft.Network/virtualNetworks/subnets/join/action'
  ]
}

resource blobDefinitions 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [
  for role in blobRoles: {
    name: guid(subscription().id, environmentName, 'blobs', role)
    properties: {
      roleName: 'Sallyport ${environmentName} blobs ${role}'
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
  for role in items(steeringRoles): {
    name: guid(subscription().id, environmentName, 'steering', role.key)
    properties: {
      roleName: 'Sallyport ${environmentName} ${role.key}'
      description: 'Actions that one identity of Sallyport needs on ${role.key}, one by one.'
      type: 'customRole'
      assignableScopes: [
        subscription().id
      ]
      permissions: [
        {
          actions: role.value
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

@description('Role definition id of each kind of resource that the control plane steers.')
output steeringRoleIds object = toObject(
  items(steeringRoles),
  role => role.key,
  role =>
    subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      guid(subscription().id, environmentName, 'steering', role.key)
    )
)
