metadata description = 'The reading room: a function app on Flex Consumption that looks into frozen packages and shows them to approvers. People reach it by its private endpoint alone; from the internet nobody does.'

import { roomIdentities } from 'room-identities.bicep'
import { privateNetwork } from 'types.bicep'

@description('Required. Name of the app.')
param name string

@description('Required. Name of the plan.')
param planName string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Subnet that the app sends from; delegated to Microsoft.App/environments.')
param subnetId string

@description('Required. Network of the private endpoint.')
param network privateNetwork

@description('Required. Identities that the app carries.')
param identities roomIdentities

@description('Required. The account with the frozen packages, and that of the Functions host of this app.')
param accounts { secure: string, host: string }

@description('Required. Address of the vault of this app.')
param keyVaultUrl string

@description('Required. Client id of the app registration that people sign in to here; not that of the control plane.')
param entraClientId string

@description('Required. Address that people reach the app under.')
param publicUrl string

@description('Required. Connection string of Application Insights; telemetry is sent with the identity of the host.')
param insightsConnection string

@description('Required. Host name suffix of storage in this cloud, such as core.windows.net.')
param storageSuffix string

@description('Required. Version of the storage services that the app asks for.')
param storageApiVersion string

@description('Required. Workspace that gets the logs.')
param workspaceId string

@description('Optional. Most instances at once.')
param mostInstances int = 40

@description('Optional. Whether instances are spread over availability zones.')
param zoneRedundant bool = true

var wake = loadJsonContent('../triggers.json', '.readingRoom.wake')
var blobHost = 'blob.${storageSuffix}'

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'reading-room' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: toObject([identities.code.id, identities.host.id], id => id, id => {})
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identities.host.id
    // The switch also closes the SCM site, by which code goes in from outside; the rules below refuse every other caller from there.
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: subnetId
    outboundVnetRouting: {
      allTraffic: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: 'https://${accounts.host}.${blobHost}/packages'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identities.host.id
          }
        }
      }
      runtime: {
        name: 'node'
        version: '24'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: mostInstances
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      healthCheckPath: '/api/health'
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: 'Deny'
      scmIpSecurityRestrictions: [
        {
          name: 'nobody'
          action: 'Deny'
          priority: 65000
          ipAddress: '0.0.0.0/0'
        }
      ]
      // What comes by the private endpoint is not asked for its address.
      ipSecurityRestrictionsDefaultAction: 'Deny'
      ipSecurityRestrictions: []
    }
  }

  // FUNCTIONS_WORKER_RUNTIME is not set: Flex Consumption has its own place for it.
  resource appSettings 'config' = {
    name: 'appsettings'
    properties: {
      AzureWebJobsStorage__accountName: accounts.host
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identities.host.clientId
      '${wake.connection}__queueServiceUri': 'https://${accounts.host}.queue.${storageSuffix}'
      '${wake.connection}__credential': 'managedidentity'
      '${wake.connection}__clientId': identities.host.clientId
      // Finds what no event told of, and half of the time that the control plane waits is left then.
      INSPECT_SCHEDULE: '0 */15 * * * *'
      HOST_BLOB_URL: 'https://${accounts.host}.${blobHost}'
      HOST_QUEUE_URL: 'https://${accounts.host}.queue.${storageSuffix}'
      SECURE_BLOB_URL: 'https://${accounts.secure}.${blobHost}'
      STORAGE_API_VERSION: storageApiVersion
      INSPECT_CLIENT_ID: identities.code.clientId
      KEY_VAULT_URL: keyVaultUrl
      KEY_VAULT_VERIFY_CHALLENGE: 'true'
      ENTRA_ISSUER: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
      ENTRA_CLIENT_ID: entraClientId
      PUBLIC_BASE_URL: publicUrl
      APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identities.host.clientId};Authorization=AAD'
    }
  }

  // Sign-in is the app's own; the platform's would keep tokens with a shared key.
  resource platformSignIn 'config' = {
    name: 'authsettingsV2'
    properties: {
      platform: {
        enabled: false
      }
    }
  }

  resource noFtpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource noScmPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }
}

module endpoint 'private-endpoint.bicep' = {
  name: '${name}-endpoint'
  params: {
    name: 'pe-${name}'
    location: location
    tags: tags
    targetId: app.id
    group: 'sites'
    subnetId: network.subnetId
    zoneIds: [
      network.zoneIds.sites
    ]
  }
}

// Its logs come once, by Application Insights; from here they would come again, whatever their level:
// https://github.com/Azure/azure-functions-host/issues/11434
resource metrics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
