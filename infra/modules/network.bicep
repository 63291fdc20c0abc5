metadata description = 'Hub and spokes. The hub holds the firewall and what lets people in; the secure network holds machines, private endpoints and the control plane; the access network holds the desktops. Spokes meet only through the firewall. Without a firewall there is the secure network alone, and only the control plane gets out of it.'

import { zonesOf } from 'private-dns.bicep'
import { hubPlaces, privateNetwork, rule, subnet } from 'types.bicep'

@export()
@description('Where things are put in the networks.')
type networkPlaces = {
  @description('Private endpoints.')
  private: privateNetwork
  @description('Private endpoints of the accounts that people outside reach; only the control plane gets to them.')
  uploads: privateNetwork
  @description('Name of the secure network.')
  secureNetworkName: string
  @description('Resource ids of subnets of the secure network.')
  subnetIds: { compute: string, functions: string, images: string, imageContainers: string, readingRoom: string }
  @description('Application security group of the private endpoints that the reading room reaches; empty where there is no reading room.')
  roomEndpointGroup: string
  @description('Resource id of the subnet of desktops; there when people come in by Azure Virtual Desktop.')
  desktopSubnetId: string
}

@description('Required. Abbreviations of resource names.')
param abbreviations object

@description('Required. Suffix that makes names unique.')
param token string

@description('Required. Region.')
param location string

@description('Required. Availability zones.')
param zones string[]

@description('Required. Tags.')
param tags object

@description('Required. How people come in.')
param access 'desktop' | 'bastion' | 'vpn' | 'none'

@description('Required. Whether a firewall is the only way out. Without it nobody comes in, and the app gets out through a NAT gateway.')
param firewall bool

@description('Required. Client id of the application that lets people into the VPN; used when they come in by it.')
param vpnAudience string

@description('Required. Address ranges; compute is a part of secure.')
param ranges {
  hub: string
  secure: string
  compute: string?
  access: string
  vpnClients: string
}

@description('Required. Host names that the firewall lets the control plane and the desktops reach.')
param hosts { *: string[] }

@description('Required. Port of the mail server.')
param mailPort string

@description('Required. Host name suffix of storage in this cloud, such as core.windows.net.')
param storageSuffix string

@description('Required. Durable state is in the Durable Task Scheduler, which has a private endpoint then.')
param durableScheduler bool

@description('Required. Whether there is a workspace of Azure Machine Learning, whose services have zones of their own.')
param machineLearning bool

@description('Required. Whether there is a reading room, which has a subnet of its own.')
param readingRoom bool

@description('Required. Workspace that gets the logs.')
param workspaceId string

@description('Optional. A hub that has the firewall, the zones and the desktops; without it they are made here.')
param hub hubPlaces?

@description('Required. Priority of the rules of this environment in the firewall of the hub; used where there is one.')
param hubPriority int

var names = {
  hub: hub == null ? '${abbreviations.virtualNetwork}hub-${token}' : last(split(hub!.networkId, '/'))
  secure: '${abbreviations.virtualNetwork}secure-${token}'
  access: '${abbreviations.virtualNetwork}access-${token}'
}
// Everything that this environment makes by itself where no hub has it.
var ownHub = firewall && hub == null
var firewallRange = cidrSubnet(hub.?ranges.hub ?? ranges.hub, 26, 0)
var bastionRange = cidrSubnet(ranges.hub, 26, 1)
var gatewayRange = cidrSubnet(ranges.hub, 26, 2)
// The firewall is the only thing in its subnet, so it gets the first address that Azure leaves free.
var firewallAddress = hub.?firewallAddress ?? cidrHost(firewallRange, 3)
var roomRange = cidrSubnet(ranges.secure, 26, 14)
var desktopRange = cidrSubnet(hub.?ranges.access ?? ranges.access, 25, 0)
var places = {
  endpoints: cidrSubnet(ranges.secure, 24, 0)
  compute: ranges.?compute ?? cidrSubnet(ranges.secure, 24, 1)
  functions: cidrSubnet(ranges.secure, 24, 2)
  images: cidrSubnet(ranges.secure, 27, 24)
  imageContainers: cidrSubnet(ranges.secure, 27, 25)
  uploadEndpoints: cidrSubnet(ranges.secure, 27, 26)
  ...(access == 'desktop' ? { people: desktopRange } : {})
  ...(access == 'desktop' && hub == null ? { desktops: desktopRange } : {})
  ...(readingRoom ? { readingRoom: roomRange } : {})
}
// The firewall puts its own address in place of the desktops' one.
var peopleRanges = { desktop: [firewallRange], bastion: [bastionRange], vpn: [ranges.vpnClients], none: [] }[access]
// Those who ask the firewall for names; the others ask Azure, which no rule has to allow.
var nameServers = firewall ? [firewallAddress] : []

var secureSubnets = [
  {
    name: 'endpoints'
    prefix: places.endpoints
    rules: concat(
      [
        {
          name: 'private-endpoints-answer'
          direction: 'Inbound'
          from: concat(
            [places.compute, places.functions],
            firewall ? [places.images, places.imageContainers] : [],
            access == 'bastion' ? [] : peopleRanges
          )
          to: [places.endpoints]
          ports: ['443']
        }
      ],
      readingRoom
        ? [
            {
              name: 'some-answer-the-reading-room'
              direction: 'Inbound'
              from: [roomRange]
              to: [places.endpoints]
              toGroup: roomEndpoints.id
              ports: ['443']
            }
          ]
        : []
    )
  }
  {
    // Apart from the other endpoints: from a machine, these would be a way out for data.
    name: 'upload-endpoints'
    prefix: places.uploadEndpoints
    rules: [
      {
        name: 'the-control-plane-sees-uploads'
        direction: 'Inbound'
        from: [places.functions]
        to: [places.uploadEndpoints]
        ports: ['443']
      }
    ]
  }
  {
    name: 'compute'
    prefix: places.compute
    rules: concat(
      empty(peopleRanges)
        ? []
        : [
            {
              name: 'people-sign-in'
              direction: 'Inbound'
              from: peopleRanges
              to: [places.compute]
              ports: ['22', '3389']
            }
          ],
      [
        {
          name: 'to-private-endpoints'
          direction: 'Outbound'
          from: [places.compute]
          to: [places.endpoints]
          ports: ['443']
        }
      ],
      azureServices(places.compute, [
        'AzureActiveDirectory'
        'AzureMonitor'
        // Guest configuration: https://learn.microsoft.com/azure/virtual-network/service-tags-overview
        'AzureArcInfrastructure'
        // packages.microsoft.com
        'AzureFrontDoor.FirstParty'
        'MicrosoftDefenderForEndpoint'
      ]),
      nameLookups(places.compute, nameServers)
    )
  }
  {
    name: 'functions'
    prefix: places.functions
    delegation: 'Microsoft.App/environments'
    translated: !firewall
    rules: concat(
      [
        {
          name: 'to-private-endpoints'
          direction: 'Outbound'
          from: [places.functions]
          to: [places.endpoints, places.uploadEndpoints]
          ports: ['443']
        }
        {
          name: 'to-the-mail-server'
          direction: 'Outbound'
          from: [places.functions]
          to: ['Internet']
          ports: [mailPort]
        }
      ],
      // The firewall lets only their host names out.
      empty(hosts.channels) && empty(hosts.collector)
        ? []
        : [
            {
              name: 'to-channels-and-collector'
              direction: 'Outbound'
              from: [places.functions]
              to: ['Internet']
              ports: ['443']
            }
          ],
      azureServices(places.functions, [
        'AzureActiveDirectory'
        'AzureMonitor'
        'AzureResourceManager'
        // The host's extension bundle; the firewall lets only its host name out.
        'AzureFrontDoor.FirstParty'
      ]),
      nameLookups(places.functions, nameServers)
    )
  }
]

// The builder of images has no way out but the firewall.
var imageSubnets = [
  {
    name: 'images'
    prefix: places.images
    rules: concat(
      [
        {
          name: 'image-builder-connects'
          direction: 'Inbound'
          from: [places.imageContainers]
          to: [places.images]
          ports: ['22']
        }
        {
          name: 'to-private-endpoints'
          direction: 'Outbound'
          from: [places.images]
          to: [places.endpoints]
          ports: ['443']
        }
      ],
      azureServices(places.images, [
        'AzureActiveDirectory'
        'AzureResourceManager'
        'Storage'
        'AzureFrontDoor.FirstParty'
      ]),
      nameLookups(places.images, nameServers)
    )
  }
  {
    name: 'image-containers'
    prefix: places.imageContainers
    delegation: 'Microsoft.ContainerInstance/containerGroups'
    rules: concat(
      [
        {
          name: 'to-the-image-being-built'
          direction: 'Outbound'
          from: [places.imageContainers]
          to: [places.images]
          ports: ['22']
        }
        // The container is an image of Microsoft's registry and keeps its files in a share.
        // https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-networking
        {
          name: 'to-the-file-share'
          direction: 'Outbound'
          from: [places.imageContainers]
          to: ['Storage']
          ports: ['445']
        }
      ],
      azureServices(places.imageContainers, [
        'AzureActiveDirectory'
        'AzureResourceManager'
        'Storage'
        'MicrosoftContainerRegistry'
        'AzureFrontDoor.FirstParty'
      ]),
      nameLookups(places.imageContainers, nameServers)
    )
  }
]

// It reads research data: its endpoints are the secure account's, its own account's and its own vault's, never the control account's.
var roomSubnets = [
  {
    name: 'reading-room'
    prefix: roomRange
    delegation: 'Microsoft.App/environments'
    rules: concat(
      [
        {
          name: 'to-its-private-endpoints'
          direction: 'Outbound'
          from: [roomRange]
          to: [places.endpoints]
          toGroup: roomEndpoints.id
          ports: ['443']
        }
      ],
      // The firewall lets out the host names of sign-in, of its own telemetry and of the host's extension bundle only.
      azureServices(roomRange, ['AzureActiveDirectory', 'AzureMonitor', 'AzureFrontDoor.FirstParty']),
      nameLookups(roomRange, nameServers)
    )
  }
]

var accessSubnets = [desktopSubnet(desktopRange, places.compute, places.endpoints, nameServers)]

var bastionSubnets = [
  {
    name: 'AzureBastionSubnet'
    prefix: bastionRange
    routed: false
    // The flows that Azure Bastion needs, with these very tags: it refuses a group without them. What may be reached is
    // narrower, since the group of each subnet decides too. https://learn.microsoft.com/azure/bastion/bastion-nsg
    rules: [
      { name: 'people', direction: 'Inbound', from: ['Internet'], to: [bastionRange], ports: ['443'] }
      { name: 'gateway-manager', direction: 'Inbound', from: ['GatewayManager'], to: [bastionRange], ports: ['443'] }
      { name: 'load-balancer', direction: 'Inbound', from: ['AzureLoadBalancer'], to: [bastionRange], ports: ['443'] }
      {
        name: 'data-plane-in'
        direction: 'Inbound'
        from: ['VirtualNetwork']
        to: ['VirtualNetwork']
        ports: ['8080', '5701']
      }
      {
        name: 'to-machines'
        direction: 'Outbound'
        from: [bastionRange]
        to: ['VirtualNetwork']
        ports: ['22', '3389']
      }
      { name: 'to-azure', direction: 'Outbound', from: [bastionRange], to: ['AzureCloud'], ports: ['443'] }
      {
        name: 'data-plane-out'
        direction: 'Outbound'
        from: ['VirtualNetwork']
        to: ['VirtualNetwork']
        ports: ['8080', '5701']
      }
      { name: 'sessions', direction: 'Outbound', from: [bastionRange], to: ['Internet'], ports: ['80'] }
    ]
  }
]

var hubSubnets = concat(
  [{ name: 'AzureFirewallSubnet', prefix: firewallRange, routed: false }],
  access == 'bastion' ? bastionSubnets : [],
  access == 'vpn' ? [{ name: 'GatewaySubnet', prefix: gatewayRange, routed: false }] : []
)

func azureServices(from string, tags string[]) object[] =>
  map(tags, tag => { name: 'to-${tag}', direction: 'Outbound', from: [from], to: [tag], ports: ['443'] })

@export()
@description('The subnet of desktops: to machines, to private endpoints, and to the internet as the firewall allows.')
func desktopSubnet(range string, machines string, endpoints string, nameServers string[]) subnet => {
  name: 'desktops'
  prefix: range
  rules: concat(
    [
      { name: 'to-machines', direction: 'Outbound', from: [range], to: [machines], ports: ['22', '3389'] }
      { name: 'to-private-endpoints', direction: 'Outbound', from: [range], to: [endpoints], ports: ['443'] }
      {
        name: 'to-the-internet-as-the-firewall-allows'
        direction: 'Outbound'
        from: [range]
        to: ['Internet']
        ports: ['80', '443', '1688']
      }
    ],
    nameLookups(range, nameServers)
  )
}

func nameLookups(from string, servers string[]) rule[] =>
  empty(servers)
    ? []
    : [
        { name: 'name-lookups', direction: 'Outbound', protocol: 'Udp', from: [from], to: servers, ports: ['53'] }
        { name: 'long-name-lookups', direction: 'Outbound', from: [from], to: servers, ports: ['53'] }
      ]

resource roomEndpoints 'Microsoft.Network/applicationSecurityGroups@2025-05-01' = if (readingRoom) {
  name: '${abbreviations.applicationSecurityGroup}room-endpoints-${token}'
  location: location
  tags: tags
}

module routes 'route-table.bicep' = if (firewall) {
  name: 'route-table'
  params: {
    name: '${abbreviations.routeTable}${token}'
    location: location
    tags: tags
    firewallAddress: firewallAddress
    vpnClients: access == 'vpn' ? ranges.vpnClients : ''
  }
}

module hubNetwork 'virtual-network.bicep' = if (ownHub) {
  name: 'hub-network'
  params: {
    name: names.hub
    location: location
    tags: tags
    prefix: ranges.hub
    subnets: any(hubSubnets)
    // VPN clients ask the name servers of the network that their gateway is in.
    dnsServers: access == 'vpn' ? [firewallAddress] : []
    workspaceId: workspaceId
  }
}

module secure 'virtual-network.bicep' = {
  name: 'secure-network'
  params: {
    name: names.secure
    location: location
    tags: tags
    prefix: ranges.secure
    subnets: any(concat(secureSubnets, firewall ? imageSubnets : [], readingRoom ? roomSubnets : []))
    routeTableId: firewall ? routes!.outputs.id : ''
    natGatewayId: firewall ? '' : translation!.outputs.id
    dnsServers: nameServers
    workspaceId: workspaceId
  }
}

module accessNetwork 'virtual-network.bicep' = if (access == 'desktop' && hub == null) {
  name: 'access-network'
  params: {
    name: names.access
    location: location
    tags: tags
    prefix: ranges.access
    subnets: any(accessSubnets)
    routeTableId: routes!.outputs.id
    dnsServers: nameServers
    workspaceId: workspaceId
  }
}

var spokes = access == 'desktop' && hub == null ? ['secure', 'access'] : ['secure']
var joinedSpokes = firewall ? spokes : []
var hubSubscription = hub == null ? subscription().subscriptionId : split(hub!.networkId, '/')[2]
var hubGroup = hub == null ? resourceGroup().name : split(hub!.networkId, '/')[4]

module guard 'firewall.bicep' = if (ownHub) {
  name: 'firewall'
  params: {
    name: '${abbreviations.firewall}${token}'
    policyName: '${abbreviations.firewallPolicy}${token}'
    location: location
    zones: zones
    tags: tags
    networkName: hubNetwork!.outputs.name
    places: places
    hosts: hosts
    mailPort: mailPort
    workspaceId: workspaceId
  }
}

module guardRules 'firewall-rules.bicep' = if (hub != null) {
  scope: resourceGroup(hubSubscription, hubGroup)
  name: 'firewall-rules-${token}'
  params: {
    policyName: last(split(hub!.policyId, '/'))
    name: 'environment-${token}'
    priority: hubPriority
    location: location
    places: places
    hosts: hosts
    mailPort: mailPort
  }
}

module translation 'nat-gateway.bicep' = if (!firewall) {
  name: 'nat-gateway'
  params: {
    name: '${abbreviations.natGateway}${token}'
    location: location
    tags: tags
    workspaceId: workspaceId
  }
}

module outward 'peering.bicep' = [
  for spoke in joinedSpokes: {
    scope: resourceGroup(hubSubscription, hubGroup)
    name: 'peering-hub-${spoke}-${token}'
    params: {
      networkName: names.hub
      name: hub == null ? 'to-${spoke}' : 'to-${spoke}-${token}'
      remoteId: resourceId('Microsoft.Network/virtualNetworks', names[spoke])
      lendGateway: access == 'vpn'
    }
    dependsOn: [
      hubNetwork
      secure
      accessNetwork
    ]
  }
]

module inward 'peering.bicep' = [
  for spoke in joinedSpokes: {
    name: 'peering-${spoke}-hub'
    params: {
      networkName: names[spoke]
      name: 'to-hub'
      remoteId: hub.?networkId ?? hubNetwork!.outputs.id
      useGateway: access == 'vpn'
    }
    dependsOn: [
      secure
      accessNetwork
      vpn
    ]
  }
]

module bastion 'access-bastion.bicep' = if (access == 'bastion') {
  name: 'bastion'
  params: {
    name: '${abbreviations.bastion}${token}'
    location: location
    zones: zones
    tags: tags
    networkName: hubNetwork!.outputs.name
    workspaceId: workspaceId
  }
}

module vpn 'access-vpn.bicep' = if (access == 'vpn') {
  name: 'vpn'
  params: {
    name: '${abbreviations.vpnGateway}${token}'
    location: location
    zones: zones
    tags: tags
    networkName: hubNetwork!.outputs.name
    clients: ranges.vpnClients
    audience: vpnAudience
    workspaceId: workspaceId
  }
}

var zoneNames = zonesOf(
  { machineLearning: machineLearning, readingRoom: readingRoom, durableScheduler: durableScheduler },
  storageSuffix
)

module privateZones 'private-dns.bicep' = if (hub == null) {
  name: 'private-dns'
  params: {
    tags: tags
    zoneNames: zoneNames
    networks: map(union(firewall ? ['hub'] : [], spokes), name => {
      name: names[name]
      id: resourceId('Microsoft.Network/virtualNetworks', names[name])
    })
  }
  dependsOn: [
    hubNetwork
    secure
    accessNetwork
  ]
}

module hubLinks 'private-dns-links.bicep' = if (hub != null) {
  scope: resourceGroup(hubSubscription, hubGroup)
  name: 'private-dns-links-${token}'
  params: {
    tags: tags
    zoneNames: zoneNames
    networks: [{ name: secure.outputs.name, id: secure.outputs.id }]
  }
}

var zoneIds = hub == null ? privateZones!.outputs.zoneIds : hubLinks!.outputs.zoneIds

@description('Where things go.')
output places networkPlaces = {
  private: {
    subnetId: resourceId('Microsoft.Network/virtualNetworks/subnets', secure.outputs.name, 'endpoints')
    zoneIds: zoneIds
  }
  uploads: {
    subnetId: resourceId('Microsoft.Network/virtualNetworks/subnets', secure.outputs.name, 'upload-endpoints')
    zoneIds: zoneIds
  }
  secureNetworkName: secure.outputs.name
  subnetIds: {
    compute: resourceId('Microsoft.Network/virtualNetworks/subnets', secure.outputs.name, 'compute')
    functions: resourceId('Microsoft.Network/virtualNetworks/subnets', secure.outputs.name, 'functions')
    images: resourceId('Microsoft.Network/virtualNetworks/subnets', secure.outputs.name, 'images')
    imageContainers: resourceId('Microsoft.Network/virtualNetworks/subnets', secure.outputs.name, 'image-containers')
    readingRoom: resourceId('Microsoft.Network/virtualNetworks/subnets', secure.outputs.name, 'reading-room')
  }
  roomEndpointGroup: readingRoom ? roomEndpoints.id : ''
  desktopSubnetId: resourceId('Microsoft.Network/virtualNetworks/subnets', names.access, 'desktops')
}

@description('Address that the firewall or the NAT gateway sends from; whatever our networks ask on the internet sees it.')
output publicAddress string = hub != null
  ? hub!.publicAddress
  : firewall ? guard!.outputs.publicAddress : translation!.outputs.publicAddress
