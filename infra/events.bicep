metadata description = 'Event Grid subscriptions of the two blob triggers. Deployed after the code, because the key that the Functions host wants on its webhook exists only once the host has run; the key goes from Azure to Azure and is seen by nobody.'

targetScope = 'subscription'

@description('Required. Name of the environment.')
param environmentName string

@description('Required. Region of the environment; part of its names.')
param location string

var abbreviations = loadJsonContent('abbreviations.json')
var triggers = loadJsonContent('triggers.json')
var uploads = triggers.uploads
var token = toLower(uniqueString(subscription().id, environmentName, location))
var groups = {
  secure: '${abbreviations.resourceGroup}${environmentName}-secure'
  control: '${abbreviations.resourceGroup}${environmentName}-control'
}
var deadLetterAccount = {
  name: '${abbreviations.storageAccount}hst${token}'
  resourceGroup: groups.secure
}

var webhook = 'https://${abbreviations.functionApp}${token}.azurewebsites.net${triggers.webhook.path}'

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  scope: resourceGroup(groups.control)
  name: '${abbreviations.functionApp}${token}'

  #disable-next-line BCP081 // The type data has no entry for the host of a function app.
  resource host 'host' existing = {
    name: 'default'
  }
}

// The addresses are one `format`, not an interpolation, so that their snapshots show the function's name within the address.
module ingress 'modules/event-subscription.bicep' = {
  scope: resourceGroup(groups.control)
  name: 'events-ingress'
  params: {
    topicName: '${abbreviations.eventGridSystemTopic}${uploads.ingress.account}-${token}'
    functionName: uploads.ingress.function
    webhookUrl: format(
      '{0}${triggers.webhook.query}${uploads.ingress.function}&code={1}',
      webhook,
      app::host.listKeys().systemKeys.blobs_extension
    )
    container: uploads.ingress.container
    deadLetterAccount: deadLetterAccount
  }
}

module exports 'modules/event-subscription.bicep' = {
  scope: resourceGroup(groups.secure)
  name: 'events-exports'
  params: {
    topicName: '${abbreviations.eventGridSystemTopic}${uploads.export.account}-${token}'
    functionName: uploads.export.function
    webhookUrl: format(
      '{0}${triggers.webhook.query}${uploads.export.function}&code={1}',
      webhook,
      app::host.listKeys().systemKeys.blobs_extension
    )
    container: uploads.export.container
    deadLetterAccount: deadLetterAccount
  }
}
