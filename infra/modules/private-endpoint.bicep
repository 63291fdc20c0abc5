metadata description = 'A private endpoint and its record in the private DNS zone of the service.'

@description('Required. Name of the endpoint.')
param name string

@description('Required. Region of the subnet.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Resource that is reached through the endpoint.')
param targetId string

@description('Required. Sub-resource of the target, such as blob.')
param group string

@description('Required. Subnet of the endpoint.')
param subnetId string

@description('Required. Private DNS zones that get the record.')
@minLength(1)
param zoneIds string[]

@description('Optional. Application security group of the endpoint; rules of subnets name it.')
param securityGroupId string = ''

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    customNetworkInterfaceName: '${name}-nic'
    ...(empty(securityGroupId) ? {} : { applicationSecurityGroups: [{ id: securityGroupId }] })
    privateLinkServiceConnections: [
      {
        name: name
        properties: {
          privateLinkServiceId: targetId
          groupIds: [
            group
          ]
        }
      }
    ]
  }

  resource zoneGroup 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        for (zoneId, index) in zoneIds: {
          name: 'zone-${index}'
          properties: {
            privateDnsZoneId: zoneId
          }
        }
      ]
    }
  }
}
