metadata description = 'A regulatory initiative of Azure Policy on the subscription, which shows how far the environment complies.'

targetScope = 'subscription'

@description('Required. Name of the environment; part of the name.')
param environmentName string

@description('Required. Region of the assignment.')
param location string

@description('Required. Initiative: NIST SP 800-53 revision 5, or HIPAA HITRUST.')
param regulation 'nist' | 'hipaa'

@description('Optional. Parameters of the initiative.')
param initiativeParameters object = {}

@description('Required. Resource id of the identity that remediates.')
param identityId string

var initiatives = {
  nist: '179d1daa-458f-4e47-8086-2a68d0d6c38f'
  hipaa: 'a169a624-5599-4385-a696-c8d643089fab'
}

resource assignment 'Microsoft.Authorization/policyAssignments@2025-03-01' = {
  name: 'sallyport-${environmentName}-${regulation}'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    displayName: 'Sallyport ${environmentName}: ${regulation == 'nist' ? 'NIST SP 800-53 Rev. 5' : 'HIPAA HITRUST'}'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policySetDefinitions', initiatives[regulation])
    enforcementMode: 'Default'
    parameters: initiativeParameters
  }
}
