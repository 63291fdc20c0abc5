metadata description = 'Policies on one resource group, with the identity that remediates where a policy deploys something, and a task that does so for what is there already.'

import { builtInRoles } from 'role-rules.bicep'

@export()
@description('A policy or an initiative that is assigned.')
type assignedPolicy = {
  @description('Name of the assignment.')
  name: string
  @description('Resource id of the policy or initiative.')
  id: string
  @description('Values of its parameters.')
  values: object?
  @description('It deploys or changes something.')
  deploys: bool?
  @description('The policies of an initiative that deploy something, by their reference ids; a task remediates one policy.')
  members: string[]?
  @description('Resource ids that it says nothing about.')
  notScopes: string[]?
}

@description('Required. Region of the assignments.')
param location string

@description('Required. What is assigned.')
param policies assignedPolicy[]

@description('Optional. Identity that remediates; needed when a policy deploys something.')
param identity { id: string, principalId: string }?

@description('Optional. Part of the names of the remediation tasks: Azure refuses to change a task that is still running, so each deployment makes its own.')
param round string = ''

var contributor = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', builtInRoles.Contributor)
var tasks = flatten(map(
  filter(policies, policy => policy.?deploys ?? false),
  policy => map(policy.?members ?? [''], member => { policy: policy.name, member: member })
))

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
      notScopes: policy.?notScopes ?? []
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

// A policy acts on what is made after it; machines that were there before are brought up to it by a task.
resource remediations 'Microsoft.PolicyInsights/remediations@2024-10-01' = [
  for task in tasks: {
    name: toLower(join(filter([task.policy, task.member, round], part => !empty(part)), '-'))
    properties: {
      policyAssignmentId: resourceId('Microsoft.Authorization/policyAssignments', task.policy)
      policyDefinitionReferenceId: empty(task.member) ? null : task.member
      resourceDiscoveryMode: 'ReEvaluateCompliance'
    }
    dependsOn: [
      assignments
      remediates
    ]
  }
]
