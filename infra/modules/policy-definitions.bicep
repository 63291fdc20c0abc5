metadata description = 'Rules of this environment as policies. Each is a file in ../policies.'

targetScope = 'subscription'

@description('Required. Name of the environment; part of the names.')
param environmentName string

var definitions = {
  'deny-public-network-access': loadJsonContent('../policies/deny-public-network-access.json')
  'deny-shared-keys': loadJsonContent('../policies/deny-shared-keys.json')
  'desktops-are-monitored': loadJsonContent('../policies/desktops-are-monitored.json')
  'desktops-send-logs': loadJsonContent('../policies/desktops-send-logs.json')
  'machines-sign-in-with-entra': loadJsonContent('../policies/machines-sign-in-with-entra.json')
  'machines-are-monitored': loadJsonContent('../policies/machines-are-monitored.json')
  'machines-send-logs': loadJsonContent('../policies/machines-send-logs.json')
  'machines-shut-down': loadJsonContent('../policies/machines-shut-down.json')
}

resource policies 'Microsoft.Authorization/policyDefinitions@2025-03-01' = [
  for definition in items(definitions): {
    name: 'sallyport-${environmentName}-${definition.key}'
    properties: {
      policyType: 'Custom'
      mode: definition.value.mode
      displayName: 'Sallyport ${environmentName}: ${definition.value.displayName}'
      description: definition.value.description
      metadata: {
        category: 'Sallyport'
      }
      parameters: definition.value.parameters
      policyRule: definition.value.policyRule
    }
  }
]

@description('Resource id of each policy by its name.')
output ids object = toObject(
  items(definitions),
  definition => definition.key,
  definition =>
    subscriptionResourceId(
      'Microsoft.Authorization/policyDefinitions',
      'sallyport-${environmentName}-${definition.key}'
    )
)
