metadata description = 'One direction of a peering between the hub and a spoke.'

@description('Required. Name of the network that the peering is made in.')
param networkName string

@description('Required. Name of the peering.')
param name string

@description('Required. Resource id of the other network.')
param remoteId string

@description('Optional. Whether the other network may use a gateway of this one.')
param lendGateway bool = false

@description('Optional. Whether this network uses the gateway of the other one.')
param useGateway bool = false

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: networkName
}

resource peering 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-05-01' = {
  parent: network
  name: name
  properties: {
    remoteVirtualNetwork: {
      id: remoteId
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: true
    allowGatewayTransit: lendGateway
    useRemoteGateways: useGateway
  }
}
