metadata description = 'The identities of the control plane and of what it makes.'

import { abbreviations, environmentSite } from 'site.bicep'

@export()
@description('One identity: resource id, client id (for sign-in) and principal id (for roles).')
type identity = { id: string, clientId: string, principalId: string }

@export()
@description('The identities by what acts under them.')
type identitySet = {
  @description('The control plane.')
  control: identity
  @description('The blob triggers of the Functions host, and nothing else.')
  trigger: identity
  @description('The Functions host itself.')
  host: identity
  @description('Data science VMs.')
  machines: identity
  @description('Image Builder.')
  images: identity
  @description('Clusters of Azure ML.')
  computes: identity
  @description('Policies that deploy something.')
  remediation: identity
  @description('Accounts, disks and the factory that read the customer-managed key.')
  encryption: identity
}

@description('Required. The environment.')
param site environmentSite

var names = ['control', 'trigger', 'host', 'machines', 'images', 'remediation', 'encryption', 'computes']

resource identities 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = [
  for name in names: {
    name: '${abbreviations.identity}${name}-${site.token}'
    location: site.location
    tags: site.tags
  }
]

@description('Each identity by its name.')
output identities identitySet = {
  control: {
    id: identities[0].id
    clientId: identities[0].properties.clientId
    principalId: identities[0].properties.principalId
  }
  trigger: {
    id: identities[1].id
    clientId: identities[1].properties.clientId
    principalId: identities[1].properties.principalId
  }
  host: {
    id: identities[2].id
    clientId: identities[2].properties.clientId
    principalId: identities[2].properties.principalId
  }
  machines: {
    id: identities[3].id
    clientId: identities[3].properties.clientId
    principalId: identities[3].properties.principalId
  }
  images: {
    id: identities[4].id
    clientId: identities[4].properties.clientId
    principalId: identities[4].properties.principalId
  }
  remediation: {
    id: identities[5].id
    clientId: identities[5].properties.clientId
    principalId: identities[5].properties.principalId
  }
  encryption: {
    id: identities[6].id
    clientId: identities[6].properties.clientId
    principalId: identities[6].properties.principalId
  }
  computes: {
    id: identities[7].id
    clientId: identities[7].properties.clientId
    principalId: identities[7].properties.principalId
  }
}
