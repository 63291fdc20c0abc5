metadata description = 'A vault of secrets, which can only be reached inside the network: that of the control plane holds session key, receipt key and the password of the mail server, that of the reading room its own key.'

import { builtInRoles } from 'role-rules.bicep'
import { privateNetwork } from 'types.bicep'

@description('Required. Name of the vault.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Optional. Network of the private endpoint; none where only trusted services of Azure come to it from outside.')
param network privateNetwork?

@description('Optional. Application security group of the private endpoint.')
param endpointGroup string = ''

@description('Required. Workspace that gets the logs.')
param workspaceId string

@description('Optional. Principals that may read secrets and list their versions.')
param secretReaders { name: string, principalId: string }[] = []

var secretsUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  builtInRoles['Key Vault Secrets User']
)

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Deny'
    }
  }
}

module endpoint 'private-endpoint.bicep' = if (network != null) {
  name: '${name}-endpoint'
  params: {
    name: 'pe-${name}'
    location: location
    tags: tags
    targetId: vault.id
    group: 'vault'
    subnetId: network!.subnetId
    zoneIds: [
      network!.zoneIds.vault
    ]
    securityGroupId: endpointGroup
  }
}

resource readers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for reader in secretReaders: {
    scope: vault
    name: guid(vault.id, reader.name, secretsUser)
    properties: {
      description: '${reader.name} may read secrets and list their versions'
      roleDefinitionId: secretsUser
      principalId: reader.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id of the vault.')
output id string = vault.id

@description('Address of the vault, without a slash at its end.')
output url string = 'https://${vault.name}${environment().suffixes.keyvaultDns}'
