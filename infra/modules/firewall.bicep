metadata description = 'Azure Firewall: the only way out, and the only way between the access network and the secure one. Its rules are in ../firewall-rules.json.'

@description('Required. Name of the firewall.')
param name string

@description('Required. Name of its policy.')
param policyName string

@description('Required. Region.')
param location string

@description('Required. Availability zones.')
param zones string[]

@description('Required. Tags.')
param tags object

@description('Required. Name of the hub network, which has a subnet AzureFirewallSubnet.')
param networkName string

@description('Required. Address range of each place that the rules name.')
param places { *: string }

@description('Required. Host names that the rules name in braces.')
param hosts { *: string[] }

@description('Required. Port of the mail server.')
param mailPort string

@description('Required. Workspace that gets the logs.')
param workspaceId string

var rules = loadJsonContent('../firewall-rules.json')

func sources(rule object, places object) string[] =>
  map(intersection(rule.from, objectKeys(places)), name => places[name])

func targets(rule object, hosts object, location string) string[] =>
  contains(rule, 'toHosts')
    ? hosts[rule.toHosts]
    : map(rule.?hosts ?? [], host => replace(host, '{location}', location))

func applicationRules(rules object[], places object, hosts object, location string) object[] =>
  map(
    filter(rules, rule => !empty(sources(rule, places)) && (!contains(rule, 'toHosts') || !empty(hosts[rule.toHosts]))),
    rule => {
      name: rule.name
      ruleType: 'ApplicationRule'
      sourceAddresses: sources(rule, places)
      protocols: concat(
        [{ protocolType: 'Https', port: 443 }],
        rule.?plainHttp ?? false ? [{ protocolType: 'Http', port: 80 }] : []
      )
      fqdnTags: rule.?tags ?? []
      targetFqdns: targets(rule, hosts, location)
    }
  )

var collections = [
  {
    name: 'refused'
    priority: 900
    ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
    action: {
      type: 'Deny'
    }
    rules: applicationRules(rules.refused, places, hosts, location)
  }
  {
    name: 'network'
    priority: 1000
    ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
    action: {
      type: 'Allow'
    }
    rules: map(filter(rules.network, rule => !empty(sources(rule, places))), rule => {
      name: rule.name
      ruleType: 'NetworkRule'
      ipProtocols: [
        rule.protocol
      ]
      sourceAddresses: sources(rule, places)
      destinationAddresses: map(rule.?to ?? [], target => places[?target] ?? target)
      destinationFqdns: targets(rule, hosts, location)
      destinationPorts: map(rule.ports, port => port == '{mailPort}' ? mailPort : port)
    })
  }
  {
    name: 'application'
    priority: 2000
    ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
    action: {
      type: 'Allow'
    }
    rules: applicationRules(rules.application, places, hosts, location)
  }
]

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: networkName

  resource subnet 'subnets' existing = {
    name: 'AzureFirewallSubnet'
  }
}

resource address 'Microsoft.Network/publicIPAddresses@2025-05-01' = {
  name: 'pip-${name}'
  location: location
  tags: tags
  zones: zones
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource policy 'Microsoft.Network/firewallPolicies@2024-10-01' = {
  name: policyName
  location: location
  tags: tags
  properties: {
    sku: {
      tier: 'Standard'
    }
    threatIntelMode: 'Deny'
    // Always its own address: a private endpoint answers past the route table, straight to whoever asked.
    // https://learn.microsoft.com/azure/private-link/inspect-traffic-with-azure-firewall
    snat: {
      privateRanges: [
        '255.255.255.255/32'
      ]
    }
    dnsSettings: {
      enableProxy: true
    }
  }

  resource group 'ruleCollectionGroups' = {
    name: 'sallyport'
    properties: {
      priority: 1000
      ruleCollections: filter(collections, collection => !empty(collection.rules))
    }
  }
}

resource firewall 'Microsoft.Network/azureFirewalls@2025-05-01' = {
  name: name
  location: location
  tags: tags
  zones: zones
  properties: {
    sku: {
      name: 'AZFW_VNet'
      tier: 'Standard'
    }
    firewallPolicy: {
      id: policy.id
    }
    ipConfigurations: [
      {
        name: 'firewall'
        properties: {
          subnet: {
            id: network::subnet.id
          }
          publicIPAddress: {
            id: address.id
          }
        }
      }
    ]
  }
  dependsOn: [
    policy::group
  ]
}

resource addressLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: address
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: firewall
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Address that the firewall sends from.')
output publicAddress string = address.properties.ipAddress
