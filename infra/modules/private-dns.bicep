metadata description = 'Private DNS zones of the services that have private endpoints, linked to every network.'

@description('Required. Tags.')
param tags object

@description('Required. Networks that resolve the zones.')
param networks { name: string, id: string }[]

@description('Required. Name of each zone by service.')
param zoneNames { *: string }

var zones = items(zoneNames)
var links = flatten(map(zones, zone => map(networks, network => { zone: zone.value, network: network })))

resource privateZones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in zones: {
    name: zone.value
    location: 'global'
    tags: tags
  }
]

// An account with any private endpoint is an alias into its private zone for the whole world. Names that the zone does not
// hold, such as the public account's, are looked up on the internet.
resource zoneLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for link in links: {
    #disable-next-line use-parent-property // The parent is one of a loop of zones.
    name: '${link.zone}/${link.network.name}'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      resolutionPolicy: 'NxDomainRedirect'
      virtualNetwork: {
        id: link.network.id
      }
    }
    dependsOn: [
      privateZones
    ]
  }
]

@description('Resource id of each zone by service.')
output zoneIds object = mapValues(zoneNames, zone => resourceId('Microsoft.Network/privateDnsZones', zone))
