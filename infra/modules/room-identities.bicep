metadata description = 'The identities of the reading room. The app of the control plane carries neither of them.'

import { identity } from 'identities.bicep'
import { abbreviations, environmentSite } from 'site.bicep'

@export()
@description('Identities of the reading room: of its code, and of its Functions host.')
type roomIdentities = { code: identity, host: identity }

@description('Required. The environment.')
param site environmentSite

resource code 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${abbreviations.identity}inspect-${site.token}'
  location: site.location
  tags: site.tags
}

resource host 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${abbreviations.identity}inspect-host-${site.token}'
  location: site.location
  tags: site.tags
}

@description('Both identities.')
output identities roomIdentities = {
  code: { id: code.id, clientId: code.properties.clientId, principalId: code.properties.principalId }
  host: { id: host.id, clientId: host.properties.clientId, principalId: host.properties.principalId }
}
