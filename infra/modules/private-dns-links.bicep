metadata description = 'Links of private DNS zones to the networks that resolve them.'

@description('Required. Tags.')
param tags object

@description('Required. Networks that resolve the zones.')
param networks { name: string, id: string }[]

@description('Required. Name of each zone by service.')
param zoneNames { *: string }

var links = flatten(map(items(zoneNames), zone => map(networks, network => { zone: zone.value, network: network })))

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
  }
]

@description('Resource id of each zone by service.')
output zoneIds object = mapValues(zoneNames, zone => resourceId('Microsoft.Network/privateDnsZones', zone))
