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

resource control 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${abbreviations.identity}control-${site.token}'
  location: site.location
  tags: site.tags
}

resource trigger 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${abbreviations.identity}trigger-${site.token}'
  location: site.location
  tags: site.tags
}

resource host 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${abbreviations.identity}host-${site.token}'
  location: site.location
  tags: site.tags
}

resource machines 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${abbreviations.identity}machines-${site.token}'
  location: site.location
  tags: site.tags
}

resource images 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${abbreviations.identity}images-${site.token}'
  location: site.location
  tags: site.tags
}

resource computes 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${abbreviations.identity}computes-${site.token}'
  location: site.location
  tags: site.tags
}

resource remediation 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${abbreviations.identity}remediation-${site.token}'
  location: site.location
  tags: site.tags
}

resource encryption 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${abbreviations.identity}encryption-${site.token}'
  location: site.location
  tags: site.tags
}

@description('Each identity by its name.')
output identities identitySet = {
  control: { id: control.id, clientId: control.properties.clientId, principalId: control.properties.principalId }
  trigger: { id: trigger.id, clientId: trigger.properties.clientId, principalId: trigger.properties.principalId }
  host: { id: host.id, clientId: host.properties.clientId, principalId: host.properties.principalId }
  machines: { id: machines.id, clientId: machines.properties.clientId, principalId: machines.properties.principalId }
  images: { id: images.id, clientId: images.properties.clientId, principalId: images.properties.principalId }
  computes: { id: computes.id, clientId: computes.properties.clientId, principalId: computes.properties.principalId }
  remediation: {
    id: remediation.id
    clientId: remediation.properties.clientId
    principalId: remediation.properties.principalId
  }
  encryption: {
    id: encryption.id
    clientId: encryption.properties.clientId
    principalId: encryption.properties.principalId
  }
}
