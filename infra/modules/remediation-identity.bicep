metadata description = 'The identity of policies that deploy something.'

import { identity } from 'identities.bicep'
import { abbreviations } from 'site.bicep'

@description('Required. Suffix that makes names unique.')
param token string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

resource remediation 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${abbreviations.identity}remediation-${token}'
  location: location
  tags: tags
}

@description('The identity.')
output identity identity = {
  id: remediation.id
  clientId: remediation.properties.clientId
  principalId: remediation.properties.principalId
}
