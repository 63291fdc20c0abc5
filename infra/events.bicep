metadata description = 'Event Grid subscriptions of the two blob triggers. Deployed after the code, because the key that the Functions host wants on its webhook exists only once the host has run; the key goes from Azure to Azure and is seen by nobody.'

targetScope = 'subscription'

import { abbreviations, nameSite } from 'modules/site.bicep'

@description('Required. Name of the environment.')
param environmentName string

@description('Required. Region of the environment; part of its names.')
param location string

var triggers = loadJsonContent('triggers.json')
var uploads = triggers.uploads
var site = nameSite(
  environmentName,
  toLower(uniqueString(subscription().id, environmentName, location)),
  location,
  [],
  environment().suffixes.storage,
  false
)
var deadLetterAccount = { name: site.accounts.host, resourceGroup: site.groups.secure }

var webhook = 'https://${site.names.app}.azurewebsites.net${triggers.webhook.path}'

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  scope: resourceGroup(site.groups.control)
  name: site.names.app

  #disable-next-line BCP081 // The type data has no entry for the host of a function app.
  resource host 'host' existing = {
    name: 'default'
  }
}

// The addresses are one `format`, not an interpolation, so that their snapshots show the function's name within the address.
module ingress 'modules/event-subscription.bicep' = {
  scope: resourceGroup(site.groups.control)
  name: 'events-ingress'
  params: {
    topicName: '${abbreviations.eventGridSystemTopic}${uploads.ingress.account}-${site.token}'
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
  scope: resourceGroup(site.groups.secure)
  name: 'events-exports'
  params: {
    topicName: '${abbreviations.eventGridSystemTopic}${uploads.export.account}-${site.token}'
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
