metadata description = 'A point-to-site VPN gateway instead of the access desktop. People who are assigned to an application sign in with Entra; there are no certificates or shared secrets.'

@description('Required. Name of the gateway.')
param name string

@description('Required. Region.')
param location string

@description('Required. Availability zones.')
param zones string[]

@description('Required. Tags.')
param tags object

@description('Required. Name of the hub network, which has a subnet GatewaySubnet.')
param networkName string

@description('Required. Address range that clients get their addresses from.')
param clients string

// Microsoft's own application for the VPN client lets in every user of the tenant, and nobody can narrow that.
// https://learn.microsoft.com/azure/vpn-gateway/point-to-site-entra-register-custom-app
@description('Required. Client id of an application of this tenant that the VPN client may ask for, and that lets in only who is assigned to it.')
param audience string

@description('Required. Workspace that gets the logs.')
param workspaceId string

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: networkName

  resource subnet 'subnets' existing = {
    name: 'GatewaySubnet'
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

resource gateway 'Microsoft.Network/virtualNetworkGateways@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    gatewayType: 'Vpn'
    vpnType: 'RouteBased'
    sku: {
      name: 'VpnGw1AZ'
      tier: 'VpnGw1AZ'
    }
    ipConfigurations: [
      {
        name: 'gateway'
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
    vpnClientConfiguration: {
      vpnClientAddressPool: {
        addressPrefixes: [
          clients
        ]
      }
      vpnClientProtocols: [
        'OpenVPN'
      ]
      vpnAuthenticationTypes: [
        'AAD'
      ]
      aadTenant: '${environment().authentication.loginEndpoint}${tenant().tenantId}/'
      aadAudience: audience
      aadIssuer: 'https://sts.windows.net/${tenant().tenantId}/'
    }
  }
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
  scope: gateway
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
