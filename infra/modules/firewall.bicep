metadata description = 'Azure Firewall: the only way out, and the only way between the access network and the secure one. Its rules come from firewall-rules.bicep.'

@description('Required. Name of the firewall.')
param name string

@description('Required. Name of its policy.')
param policyName string

@description('Optional. Name of its own group of rules.')
param rulesName string = 'sallyport'

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
}

module rules 'firewall-rules.bicep' = {
  name: 'firewall-rules'
  params: {
    policyName: policy.name
    name: rulesName
    priority: 1000
    location: location
    places: places
    hosts: hosts
    mailPort: mailPort
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
    rules
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

@description('Resource id of the policy, which further groups of rules are put into.')
output policyId string = policy.id
