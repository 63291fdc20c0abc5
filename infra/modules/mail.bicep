metadata description = 'Communication Services with a domain that Azure manages, for environments without a mail server of their own. The hook after provisioning makes the SMTP user: it needs an Entra application.'

@description('Required. Name of the e-mail service.')
param emailName string

@description('Required. Name of the Communication Services resource.')
param communicationName string

@description('Required. Where data is kept, such as Europe.')
param dataLocation string

@description('Required. Tags.')
param tags object

@description('Required. Workspace that gets the logs.')
param workspaceId string

resource email 'Microsoft.Communication/emailServices@2023-04-01' = {
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
    linkedDomains: [
      email::domain.id
    ]
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
output from string = 'DoNotReply@${email::domain.properties.mailFromSenderDomain}'
