metadata description = 'The networks of a hub: the firewall as the only way out, the desktops, and the private DNS zones. Environments peer with it, and bring the rules that lead into them.'

import { desktopSubnet } from 'network.bicep'
import { zonedServices, zonesOf } from 'private-dns.bicep'

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

@description('Required. Address ranges of the hub, of the desktops and of all environments together.')
param ranges { hub: string, access: string, spokes: string }

@description('Required. Services that some environment has beside storage and vaults.')
param services zonedServices

@description('Required. Host name suffix of storage in this cloud.')
param storageSuffix string

@description('Required. Host names that session hosts send their logs to.')
param logHosts string[]

@description('Required. Workspace that gets the logs.')
param workspaceId string

var names = {
  hub: '${abbreviations.virtualNetwork}hub-${token}'
  access: '${abbreviations.virtualNetwork}access-${token}'
}
var firewallRange = cidrSubnet(ranges.hub, 26, 0)
// The firewall is the only thing in its subnet, so it gets the first address that Azure leaves free.
var firewallHost = cidrHost(firewallRange, 3)
var desktopRange = cidrSubnet(ranges.access, 25, 0)

module routes 'route-table.bicep' = {
  name: 'route-table'
  params: {
    name: '${abbreviations.routeTable}${token}'
    location: location
    tags: tags
    firewallAddress: firewallHost
  }
}

module hub 'virtual-network.bicep' = {
  name: 'hub-virtual-network'
  params: {
    name: names.hub
    location: location
    tags: tags
    prefix: ranges.hub
    subnets: [{ name: 'AzureFirewallSubnet', prefix: firewallRange, routed: false }]
    workspaceId: workspaceId
  }
}

module access 'virtual-network.bicep' = {
  name: 'access-network'
  params: {
    name: names.access
    location: location
    tags: tags
    prefix: ranges.access
    // Which of the environments' machines and endpoints, each environment's rules in the firewall say.
    subnets: [desktopSubnet(desktopRange, ranges.spokes, ranges.spokes, [firewallHost])]
    routeTableId: routes.outputs.id
    dnsServers: [firewallHost]
    workspaceId: workspaceId
  }
}

module guard 'firewall.bicep' = {
  name: 'firewall'
  params: {
    name: '${abbreviations.firewall}${token}'
    policyName: '${abbreviations.firewallPolicy}${token}'
    location: location
    zones: zones
    tags: tags
    networkName: hub.outputs.name
    rulesName: 'desktops'
    places: { desktops: desktopRange }
    hosts: { mail: [], channels: [], collector: [], telemetry: [], controlPlane: [], logs: logHosts }
    mailPort: ''
    workspaceId: workspaceId
  }
}

module outward 'peering.bicep' = {
  name: 'peering-hub-access'
  params: {
    networkName: hub.outputs.name
    name: 'to-access'
    remoteId: access.outputs.id
  }
}

module inward 'peering.bicep' = {
  name: 'peering-access-hub'
  params: {
    networkName: access.outputs.name
    name: 'to-hub'
    remoteId: hub.outputs.id
  }
}

module privateZones 'private-dns.bicep' = {
  name: 'private-dns'
  params: {
    tags: tags
    zoneNames: zonesOf(services, storageSuffix)
    networks: [
      { name: hub.outputs.name, id: hub.outputs.id }
      { name: access.outputs.name, id: access.outputs.id }
    ]
  }
}

@description('Resource id of the network of the firewall.')
output networkId string = hub.outputs.id

@description('Resource id of the policy of the firewall.')
output policyId string = guard.outputs.policyId

@description('Private address of the firewall.')
output firewallAddress string = firewallHost

@description('Address that the firewall sends from.')
output publicAddress string = guard.outputs.publicAddress

@description('Resource id of the subnet of desktops.')
output desktopSubnetId string = resourceId('Microsoft.Network/virtualNetworks/subnets', access.outputs.name, 'desktops')
