metadata description = 'Policies on one resource group, with the identity that remediates where a policy deploys something.'

@description('Required. Region of the assignments.')
param location string

@description('Required. Policies or initiatives: name, id, parameters, and whether it deploys something.')
param policies { name: string, id: string, values: object?, deploys: bool? }[]

@description('Optional. Identity that remediates; needed when a policy deploys something.')
param identity { id: string, principalId: string }?

var contributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b24988ac-6180-42a0-ab88-20f7382dd24c'
)

resource assignments 'Microsoft.Authorization/policyAssignments@2025-03-01' = [
  for policy in policies: {
    name: policy.name
    location: location
    identity: policy.?deploys ?? false
      ? {
          type: 'UserAssigned'
          userAssignedIdentities: {
            '${identity!.id}': {}
          }
        }
      : { type: 'None' }
    properties: {
      displayName: policy.name
      policyDefinitionId: policy.id
      enforcementMode: 'Default'
      parameters: mapValues(policy.?values ?? {}, value => { value: value })
      nonComplianceMessages: [
        {
          message: 'Sallyport: ${policy.name}'
        }
      ]
    }
  }
]

resource remediates 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (identity != null) {
  name: guid(resourceGroup().id, 'id-remediation', contributor)
  properties: {
    description: 'id-remediation brings machines of this group to what the policies say'
    roleDefinitionId: contributor
    principalId: identity!.principalId
    principalType: 'ServicePrincipal'
  }
}
