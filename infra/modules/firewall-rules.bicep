metadata description = 'Rules of one environment, or of a hub, in the policy of a firewall. They are in ../firewall-rules.json.'

@description('Required. Name of the policy.')
param policyName string

@description('Required. Name of the group of rules.')
param name string

@description('Required. Priority among the groups of the policy; each has its own.')
@minValue(1000)
@maxValue(65000)
param priority int

@description('Required. Region of what the rules are for.')
param location string

@description('Required. Address range of each place that the rules name.')
param places { *: string }

@description('Required. Host names that the rules name in braces.')
param hosts { *: string[] }

@description('Required. Port of the mail server.')
param mailPort string

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

resource policy 'Microsoft.Network/firewallPolicies@2024-10-01' existing = {
  name: policyName
}

resource group 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-10-01' = {
  parent: policy
  name: name
  properties: {
    priority: priority
    ruleCollections: filter(collections, collection => !empty(collection.rules))
  }
}
