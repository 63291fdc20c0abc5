metadata description = 'Private DNS zones of the services that have private endpoints, linked to every network.'

@export()
@description('Which services there are beside storage and vaults; each has zones.')
type zonedServices = { machineLearning: bool, readingRoom: bool, durableScheduler: bool }

@export()
@description('Name of each zone by service.')
func zonesOf(services zonedServices, storageSuffix string) object => {
  blob: 'privatelink.blob.${storageSuffix}'
  queue: 'privatelink.queue.${storageSuffix}'
  table: 'privatelink.table.${storageSuffix}'
  #disable-next-line no-hardcoded-env-urls // environment() has no suffix that gives this zone.
  vault: 'privatelink.vaultcore.azure.net'
  ...(services.machineLearning
    ? {
        file: 'privatelink.file.${storageSuffix}'
        machineLearning: 'privatelink.api.azureml.ms'
        notebooks: 'privatelink.notebooks.azure.net'
      }
    : {})
  #disable-next-line no-hardcoded-env-urls // Nor this one.
  ...(services.readingRoom ? { sites: 'privatelink.azurewebsites.net' } : {})
  ...(services.durableScheduler ? { durableScheduler: 'privatelink.durabletask.io' } : {})
}

@description('Required. Tags.')
param tags object

@description('Required. Networks that resolve the zones.')
param networks { name: string, id: string }[]

@description('Required. Name of each zone by service.')
param zoneNames { *: string }

resource privateZones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in items(zoneNames): {
    name: zone.value
    location: 'global'
    tags: tags
  }
]

module links 'private-dns-links.bicep' = {
  name: 'private-dns-links'
  params: {
    tags: tags
    networks: networks
    zoneNames: zoneNames
  }
  dependsOn: [
    privateZones
  ]
}

@description('Resource id of each zone by service.')
output zoneIds object = links.outputs.zoneIds
