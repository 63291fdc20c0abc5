metadata description = 'Customer-managed keys: a vault for the key alone, an identity that may wrap with it, and a disk encryption set for machines.'

import { builtInRoles } from 'role-rules.bicep'
import { customerKey, privateNetwork } from 'types.bicep'

@description('Required. Name of the vault.')
param vaultName string

@description('Required. Name of the disk encryption set.')
param diskEncryptionSetName string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Identity that reads the key.')
param identity { id: string, clientId: string, principalId: string }

@description('Required. Network of the private endpoint.')
param network privateNetwork

@description('Required. Workspace that gets the logs.')
param workspaceId string

@description('Required. Principal id of the control plane and the role that lets it read the disk encryption set, which it gives to machines.')
param control { principalId: string, roleId: string }

var encryptionUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  builtInRoles['Key Vault Crypto Service Encryption User']
)

module keyVault 'key-vault.bicep' = {
  name: 'vault-of-keys'
  params: {
    name: vaultName
    location: location
    tags: tags
    network: network
    workspaceId: workspaceId
  }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
}

resource key 'Microsoft.KeyVault/vaults/keys@2025-05-01' = {
  parent: vault
  name: 'data'
  tags: tags
  properties: {
    kty: 'RSA'
    keySize: 3072
    keyOps: ['wrapKey', 'unwrapKey']
    attributes: {
      enabled: true
      exportable: false
    }
    rotationPolicy: {
      attributes: {
        expiryTime: 'P2Y'
      }
      lifetimeActions: [
        {
          action: { type: 'rotate' }
          trigger: { timeAfterCreate: 'P1Y' }
        }
      ]
    }
  }
  dependsOn: [
    keyVault
  ]
}

resource mayWrap 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: key
  name: guid(key.id, 'id-encryption', encryptionUser)
  properties: {
    description: 'id-encryption may wrap and unwrap with this key'
    roleDefinitionId: encryptionUser
    principalId: identity.principalId
    principalType: 'ServicePrincipal'
  }
}

resource disks 'Microsoft.Compute/diskEncryptionSets@2025-01-02' = {
  name: diskEncryptionSetName
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    encryptionType: 'EncryptionAtRestWithCustomerKey'
    rotationToLatestKeyVersionEnabled: true
    activeKey: {
      keyUrl: key.properties.keyUriWithVersion
    }
  }
  dependsOn: [
    mayWrap
  ]
}

resource controlReads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: disks
  name: guid(disks.id, 'id-control', 'read')
  properties: {
    description: 'id-control may give this disk encryption set to the machines it makes'
    roleDefinitionId: control.roleId
    principalId: control.principalId
    principalType: 'ServicePrincipal'
  }
}

@description('The key, for the resources that are encrypted with it.')
output key customerKey = {
  identityId: identity.id
  identityClientId: identity.clientId
  vaultId: keyVault.outputs.id
  vaultUri: keyVault.outputs.url
  keyName: key.name
  diskEncryptionSetId: disks.id
}
