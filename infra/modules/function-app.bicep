metadata description = 'The control plane: a function app on Flex Consumption, scaled to zero, inside the network on its way out.'

import { mailServer, projectAccess, restorable } from 'types.bicep'

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

@description('Required. Identities that the app carries.')
param identityIds string[]

@description('Required. Identity of the Functions host.')
param hostIdentity { id: string, clientId: string }

@description('Required. Names of the storage accounts.')
param accounts { public: string, secure: string, release: string, control: string, host: string }

@description('Required. Client ids of the identity of the code and of the one behind the triggers.')
param clientIds { control: string, trigger: string }

@description('Required. The factory that moves files.')
param dataFactory { name: string, resourceGroup: string }

@description('Required. Where computes are made and what from, with an empty name where there is no workspace; the machine template is described by the schema in src/compute/domain/vm-template.ts.')
param compute { resourceGroup: string, workspaceGroup: string, workspaceName: string, machineTemplate: object }

@description('Required. Address of the vault.')
param keyVaultUrl string

@description('Required. Client id of the app registration that people sign in to.')
param entraClientId string

@description('Required. Projects and their groups; a decision is refused to people whose groups speak against it.')
param projects projectAccess[]

@description('Required. Whether the groups in people\'s tokens count.')
param groupsClaim 'on' | 'off'

@description('Required. Address that people reach the app under.')
param publicUrl string

@description('Required. Mail server; its password is the vault secret smtp-password.')
param mail mailServer

@description('Required. Days for which what was deleted at either door can still be restored; receipts state it.')
param restoreDays restorable

@description('Required. What makes the rules of a project weaker waits for a second operator.')
param secondOperator bool

@description('Required. Times by which others are to be told of an incident, and who; empty for 24 hours, 72 hours and a month.')
param incidentClocks object

@description('Required. Doors at which uploads are scanned for malware.')
param scannedDoors 'none' | 'ingress' | 'both'

@description('Required. Parts that the environment leaves out; the doctor names them.')
param leftOut string[]

@description('Required. Digest of the bundle that was last sent to the app; empty before the first.')
param sentBundle string

@description('Required. Host of the collector that telemetry is sent to; empty sends none.')
param collectorHost string

@description('Required. Where approvers look into frozen files; empty without a reading room.')
param readingRoomUrl string

@description('Required. Account of the second copy; empty where there is none.')
param safeAccount string

@description('Optional. Durable Task Scheduler; without it durable state stays in the host account. host.json of the package names the rest (scripts/deploy/host-file.ts).')
param durableScheduler { endpoint: string }?

@description('Required. Connection string of Application Insights; telemetry is sent with the identity of the host.')
param insightsConnection string

@description('Required. Host name suffix of storage in this cloud, such as core.windows.net.')
param storageSuffix string

@description('Required. Version of the storage services that the app asks for.')
param storageApiVersion string

@description('Required. Workspace that gets the logs.')
param workspaceId string

@description('Optional. Address ranges that may call the app; empty means all. Event Grid may always call it.')
param allowedAddresses string[] = []

@description('Optional. Most instances at once.')
param mostInstances int = 40

@description('Optional. Whether instances are spread over availability zones.')
param zoneRedundant bool = true

var uploads = loadJsonContent('../triggers.json', '.uploads')
var scans = loadJsonContent('../triggers.json', '.scans')
var blobHost = 'blob.${storageSuffix}'
var queueHost = 'queue.${storageSuffix}'
var tableHost = 'table.${storageSuffix}'

// Azure takes 10,000 characters of a setting, and what is said of a project has at most 246. A role that has no group is left out.
var projectsInSetting = 40
var projectGroups = toObject(
  range(0, max(1, (length(projects) + projectsInSetting - 1) / projectsInSetting)),
  part => part == 0 ? 'PROJECT_GROUPS' : 'PROJECT_GROUPS_${part + 1}',
  part =>
    string(toObject(
      take(skip(projects, part * projectsInSetting), projectsInSetting),
      project => project.id,
      project =>
        toObject(
          filter(
            items(project),
            entry => !contains(['budget', 'id', 'marked', 'retracted'], entry.key) && !empty(entry.value)
          ),
          entry => entry.key,
          entry => entry.value
        )
    ))
)

// The names are those of local.settings.sample.json. FUNCTIONS_WORKER_RUNTIME is not set: Flex Consumption has its own place for it.
var settings = {
  AzureWebJobsStorage__accountName: accounts.host
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: hostIdentity.clientId
  '${uploads.ingress.connection}__blobServiceUri': 'https://${accounts[uploads.ingress.account]}.${blobHost}'
  // What a door fails at five times is told in a queue of the host account, so the doors' accounts need no endpoint for queues.
  '${uploads.ingress.connection}__queueServiceUri': 'https://${accounts.host}.${queueHost}'
  '${uploads.ingress.connection}__credential': 'managedidentity'
  '${uploads.ingress.connection}__clientId': clientIds.trigger
  '${uploads.export.connection}__blobServiceUri': 'https://${accounts[uploads.export.account]}.${blobHost}'
  '${uploads.export.connection}__queueServiceUri': 'https://${accounts.host}.${queueHost}'
  '${uploads.export.connection}__credential': 'managedidentity'
  '${uploads.export.connection}__clientId': clientIds.trigger
  '${scans.connection}__queueServiceUri': 'https://${accounts[scans.account]}.${queueHost}'
  '${scans.connection}__credential': 'managedidentity'
  '${scans.connection}__clientId': clientIds.trigger
  // Above the megabyte of a project definition and of a batch of events; the host reads a body whole before it calls the app.
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '4194304'
  SWEEP_SCHEDULE: '0 */5 * * * *'
  COMPUTE_SCHEDULE: '30 */5 * * * *'
  PUBLIC_BLOB_URL: 'https://${accounts.public}.${blobHost}'
  SECURE_BLOB_URL: 'https://${accounts.secure}.${blobHost}'
  RELEASE_BLOB_URL: 'https://${accounts.release}.${blobHost}'
  CONTROL_BLOB_URL: 'https://${accounts.control}.${blobHost}'
  CONTROL_TABLE_URL: 'https://${accounts.control}.${tableHost}'
  STORAGE_API_VERSION: storageApiVersion
  CONTROL_CLIENT_ID: clientIds.control
  ARM_URL: 'https://${split(environment().resourceManager, '/')[2]}'
  SUBSCRIPTION_ID: subscription().subscriptionId
  DATA_FACTORY_RESOURCE_GROUP: dataFactory.resourceGroup
  DATA_FACTORY_NAME: dataFactory.name
  COMPUTE_RESOURCE_GROUP: compute.resourceGroup
  ML_RESOURCE_GROUP: compute.workspaceGroup
  ML_WORKSPACE_NAME: compute.workspaceName
  VM_TEMPLATE: string(compute.machineTemplate)
  KEY_VAULT_URL: keyVaultUrl
  KEY_VAULT_VERIFY_CHALLENGE: 'true'
  ENTRA_ISSUER: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
  ENTRA_CLIENT_ID: entraClientId
  API_AUDIENCE: 'api://${entraClientId}'
  GROUPS_CLAIM: groupsClaim
  PUBLIC_BASE_URL: publicUrl
  READING_ROOM_URL: readingRoomUrl
  SAFE_BLOB_URL: empty(safeAccount) ? '' : 'https://${safeAccount}.${blobHost}'
  SMTP_HOST: mail.host
  SMTP_PORT: mail.port
  SMTP_SECURITY: mail.security
  SMTP_USER: mail.user
  MAIL_FROM: mail.from
  MAIL_PER_MINUTE: string(mail.?perMinute ?? '')
  MAIL_PER_HOUR: string(mail.?perHour ?? '')
  INGRESS_RESTORE_DAYS: string(restoreDays.ingress)
  EXPORT_RESTORE_DAYS: string(restoreDays.exports)
  DATASET_DAYS: string(restoreDays.datasets)
  TRANSFER_POLL_SECONDS: '5'
  OUTAGE_HOURS: '24'
  TELL_TICK_SECONDS: '900'
  LINK_TICK_SECONDS: '300'
  MAIL_WINDOW_SECONDS: '3600'
  PEOPLE_KEEP_DAYS: '730'
  INCIDENT_CLOCKS: empty(incidentClocks) ? '' : string(incidentClocks)
  STORAGE_SKEW_SECONDS: '10'
  SCANNED_DOORS: scannedDoors
  LEFT_OUT: join(leftOut, ' ')
  SENT_BUNDLE: sentBundle
  SECOND_OPERATOR: secondOperator ? 'on' : 'off'
  OTEL_EXPORTER_OTLP_ENDPOINT: empty(collectorHost) ? '' : 'https://${collectorHost}'
  OTEL_EXPORTER_OTLP_TIMEOUT: '1000'
}
var schedulerSettings = durableScheduler == null
  ? {}
  : {
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${durableScheduler.?endpoint};Authentication=ManagedIdentity;ClientID=${hostIdentity.clientId}'
    }

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
  tags: union(tags, { 'azd-service-name': 'control-plane' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: toObject(identityIds, id => id, id => {})
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: hostIdentity.id
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
            userAssignedIdentityResourceId: hostIdentity.id
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
      // Code goes in through the SCM site: closed to all but the address that the hook of the deployment lets in for that time.
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
      ipSecurityRestrictionsDefaultAction: empty(allowedAddresses) ? 'Allow' : 'Deny'
      ipSecurityRestrictions: concat(
        map(allowedAddresses, (range, index) => {
          name: 'callers-${index}'
          action: 'Allow'
          priority: 100 + index
          ipAddress: range
        }),
        [
          {
            name: 'event-grid'
            action: 'Allow'
            priority: 1000
            tag: 'ServiceTag'
            ipAddress: 'AzureEventGrid'
          }
        ]
      )
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(settings, projectGroups, schedulerSettings, {
      APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${hostIdentity.clientId};Authorization=AAD'
    })
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

@description('Resource id of the app.')
output id string = app.id
