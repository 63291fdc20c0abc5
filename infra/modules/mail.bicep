metadata description = 'Communication Services with a domain of your own, or for trials one that Azure manages, for environments without a mail server of their own. An Entra application signs in as its SMTP user; somebody has to let it use the service (docs/deploy.md).'

@description('Required. Name of the e-mail service.')
param emailName string

@description('Required. Name of the Communication Services resource.')
param communicationName string

@description('Required. Where data is kept, such as Europe.')
param dataLocation string

@description('Required. Resource id of a verified domain of your own; empty makes one that Azure manages.')
param domainId string

@description('Required. Client id of the Entra application that sends; its secret is the SMTP password.')
param clientId string

@description('Required. Tags.')
param tags object

@description('Required. Workspace that gets the logs.')
param workspaceId string

resource email 'Microsoft.Communication/emailServices@2023-04-01' = if (empty(domainId)) {
  name: emailName
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
  }

  resource domain 'domains' = {
    name: 'AzureManagedDomain'
    location: 'global'
    tags: tags
    properties: {
      domainManagement: 'AzureManaged'
      userEngagementTracking: 'Disabled'
    }
  }
}

resource communication 'Microsoft.Communication/communicationServices@2023-04-01' = {
  name: communicationName
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    linkedDomains: [empty(domainId) ? email::domain.id : domainId]
  }

  resource smtpUser 'smtpUsernames@2025-09-01' = {
    name: 'sallyport'
    properties: {
      username: communicationName
      entraApplicationId: clientId
      tenantId: tenant().tenantId
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: communication
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Address that mails come from.')
output from string = 'DoNotReply@${empty(domainId) ? email::domain!.properties.mailFromSenderDomain : last(split(domainId, '/'))}'

@description('Name that the app signs in with at the mail server.')
output user string = communication::smtpUser.properties.username
