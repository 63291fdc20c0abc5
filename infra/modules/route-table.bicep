metadata description = 'Sends everything that leaves a subnet, to other networks and to the internet, through the firewall.'

@description('Required. Name of the route table.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Private address of the firewall.')
param firewallAddress string

@description('Optional. Address range of VPN clients; answers to them leave through the gateway.')
param vpnClients string = ''

resource table 'Microsoft.Network/routeTables@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    disableBgpRoutePropagation: true
    routes: concat(
      [
        {
          name: 'everything-through-the-firewall'
          properties: {
            addressPrefix: '0.0.0.0/0'
            nextHopType: 'VirtualAppliance'
            nextHopIpAddress: firewallAddress
          }
        }
      ],
      empty(vpnClients)
        ? []
        : [
            {
              name: 'vpn-clients'
              properties: {
                addressPrefix: vpnClients
                nextHopType: 'VirtualNetworkGateway'
              }
            }
          ]
    )
  }
}

@description('Resource id of the route table.')
output id string = table.id
