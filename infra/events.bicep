metadata description = 'Event Grid subscriptions of the two blob triggers. Deployed after the code, because the key that the Functions host wants on its webhook exists only once the host has run; the key goes from Azure to Azure and is seen by nobody.'

targetScope = 'subscription'

import { abbreviations, nameSite } from 'modules/site.bicep'

@description('Required. Name of the environment.')
param environmentName string

@description('Required. Region of the environment; part of its names.')
param location string

@description('Optional. Projects of the environment with the doors at which they ask for the marker. Where none asks, each new blob is told of.')
param projects { id: string, marked: ('ingress' | 'exports')[]? }[] = []

// So many values Azure takes of one subscription to filter by: https://learn.microsoft.com/azure/event-grid/event-filtering#limitations
var projectsAtOnce = 25

@description('Projects in lots, of which each has a subscription: first those whose every blob is told of, then those whose markers are.')
func lotsOf(ids string[], marked bool, most int) { marked: bool, projects: string[] }[] =>
  map(range(0, (length(ids) + most - 1) / most), lot => {
    marked: marked
    projects: take(skip(ids, lot * most), most)
  })

var isMarked = {
  ingress: map(filter(projects, project => contains(project.?marked ?? [], 'ingress')), project => project.id)
  exports: map(filter(projects, project => contains(project.?marked ?? [], 'exports')), project => project.id)
}
var told = mapValues(
  isMarked,
  marked =>
    empty(marked)
      ? [{ marked: false, projects: [] }]
      : concat(
          lotsOf(
            map(filter(projects, project => !contains(marked, project.id)), project => project.id),
            false,
            projectsAtOnce
          ),
          lotsOf(marked, true, projectsAtOnce)
        )
)

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
module ingress 'modules/event-subscription.bicep' = [
  for (lot, index) in told.ingress: {
    scope: resourceGroup(site.groups.control)
    name: 'events-ingress-${index}'
    params: {
      topicName: '${abbreviations.eventGridSystemTopic}${uploads.ingress.account}-${site.token}'
      functionName: uploads.ingress.function
      part: index
      projects: lot.projects
      marked: lot.marked
      webhookUrl: format(
        '{0}${triggers.webhook.query}${uploads.ingress.function}&code={1}',
        webhook,
        app::host.listKeys().systemKeys.blobs_extension
      )
      container: uploads.ingress.container
      deadLetterAccount: deadLetterAccount
    }
  }
]

module exports 'modules/event-subscription.bicep' = [
  for (lot, index) in told.exports: {
    scope: resourceGroup(site.groups.secure)
    name: 'events-exports-${index}'
    params: {
      topicName: '${abbreviations.eventGridSystemTopic}${uploads.export.account}-${site.token}'
      functionName: uploads.export.function
      part: index
      projects: lot.projects
      marked: lot.marked
      webhookUrl: format(
        '{0}${triggers.webhook.query}${uploads.export.function}&code={1}',
        webhook,
        app::host.listKeys().systemKeys.blobs_extension
      )
      container: uploads.export.container
      deadLetterAccount: deadLetterAccount
    }
  }
]
