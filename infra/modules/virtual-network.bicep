metadata description = 'A virtual network. Each subnet with rules gets a network security group that allows these flows and denies everything else in both directions.'

import { rule, subnet } from 'types.bicep'

@description('Required. Name of the network.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Address range.')
param prefix string

@description('Required. Subnets.')
param subnets subnet[]

@description('Optional. Route table that sends what leaves a subnet through the firewall; without it nothing is sent anywhere.')
param routeTableId string = ''

@description('Optional. NAT gateway of the subnets that ask for one.')
param natGatewayId string = ''

@description('Optional. Name servers; empty means those of Azure.')
param dnsServers string[] = []

@description('Required. Workspace that gets the logs.')
param workspaceId string

func securityRule(rule rule, index int) object => {
  name: rule.name
  properties: {
    priority: 100 + index * 10
    direction: rule.direction
    access: 'Allow'
    protocol: rule.?protocol ?? 'Tcp'
    sourcePortRange: '*'
    ...(length(rule.from) == 1 ? { sourceAddressPrefix: rule.from[0] } : { sourceAddressPrefixes: rule.from })
    ...(rule.?toGroup != null
      ? { destinationApplicationSecurityGroups: [{ id: rule.?toGroup! }] }
      : length(rule.to) == 1 ? { destinationAddressPrefix: rule.to[0] } : { destinationAddressPrefixes: rule.to })
    destinationPortRanges: rule.ports
  }
}

func denyAll(direction string) object => {
  name: 'deny-all-${toLower(direction)}'
  properties: {
    priority: 4096
    direction: direction
    access: 'Deny'
    protocol: '*'
    sourcePortRange: '*'
    sourceAddressPrefix: '*'
    destinationAddressPrefix: '*'
    destinationPortRange: '*'
  }
}

var guarded = filter(subnets, subnet => subnet.?rules != null)

resource groups 'Microsoft.Network/networkSecurityGroups@2025-05-01' = [
  for subnet in guarded: {
    name: 'nsg-${name}-${subnet.name}'
    location: location
    tags: tags
    properties: {
      securityRules: concat(
        map(subnet.?rules ?? [], (rule, index) => securityRule(rule, index)),
        [denyAll('Inbound'), denyAll('Outbound')]
      )
    }
  }
]

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        prefix
      ]
    }
    dhcpOptions: {
      dnsServers: dnsServers
    }
    subnets: [
      for subnet in subnets: {
        name: subnet.name
        properties: {
          addressPrefix: subnet.prefix
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Enabled'
          delegations: subnet.?delegation == null
            ? []
            : [{ name: 'delegation', properties: { serviceName: subnet.?delegation! } }]
          networkSecurityGroup: subnet.?rules == null
            ? null
            : { id: resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-${name}-${subnet.name}') }
          routeTable: !empty(routeTableId) && (subnet.?routed ?? true) ? { id: routeTableId } : null
          ...(subnet.?translated ?? false ? { natGateway: { id: natGatewayId } } : {})
        }
      }
    ]
  }
  dependsOn: [
    groups
  ]
}

resource groupLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [
  for (subnet, index) in guarded: {
    scope: groups[index]
    name: 'to-workspace'
    properties: {
      workspaceId: workspaceId
      logs: [{ categoryGroup: 'allLogs', enabled: true }]
    }
  }
]

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: network
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id of the network.')
output id string = network.id

@description('Name of the network.')
output name string = network.name
