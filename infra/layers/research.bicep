metadata description = 'Where research happens: Machine Learning, what data science VMs are made from, and the desktops that people come in by.'

targetScope = 'subscription'

import { identitySet } from '../modules/identities.bicep'
import { networkPlaces } from '../modules/network.bicep'
import { abbreviations, environmentSite } from '../modules/site.bicep'
import { customerKey } from '../modules/types.bicep'

@description('Required. The environment.')
param site environmentSite

@description('Required. Identities.')
param identities identitySet

@description('Required. Role definition id of each kind of resource that is steered.')
param roleIds object

@description('Required. Where things are put in the networks.')
param network networkPlaces

@description('Required. Workspace that gets the logs, and Application Insights.')
param logs { workspaceId: string, insightsId: string }

@description('Required. Whether there is a workspace of Machine Learning.')
param machineLearning bool

@description('Required. Whether researchers get the account of Machine Learning, which all projects share.')
param sharedWorkspaceStore bool

@description('Optional. Customer-managed key.')
param key customerKey?

@description('Required. Replication of the account of Machine Learning.')
param storageSku string

@description('Required. Whether the image is built, what it begins with, the version of the binaries that are put into it, or nothing, and further regions that it is copied to.')
param image {
  build: bool
  base: 'ubuntu-24.04' | 'data-science-22.04' | 'data-science-24.04'
  binaries: string
  regions: string[]
}

@description('Optional. Session hosts of the access desktop, their time zone, and the service principal that starts them; left out when people come in another way.')
param desktops { sessionHosts: int, generation: int, timeZone: string, servicePrincipalId: string }?

module workspace '../modules/machine-learning.bicep' = if (machineLearning) {
  scope: resourceGroup(site.groups.machineLearning)
  name: 'machine-learning'
  params: {
    name: site.names.workspace
    accountName: '${abbreviations.storageAccount}aml${site.token}'
    vaultName: '${abbreviations.keyVault}aml${site.token}'
    registryName: '${abbreviations.containerRegistry}${site.token}'
    location: site.location
    tags: site.tags
    sku: storageSku
    secureAccount: { name: site.accounts.secure, resourceGroup: site.groups.secure }
    zoneRedundant: !empty(site.zones)
    storageSuffix: site.storageSuffix
    insightsId: logs.insightsId
    network: network.private
    workspaceId: logs.workspaceId
    control: { principalId: identities.control.principalId, roleId: roleIds.machineLearning }
    computes: identities.computes
    sharedStore: sharedWorkspaceStore
    key: key
  }
}

module joinCompute '../modules/subnet-role.bicep' = {
  scope: resourceGroup(site.groups.network)
  name: 'join-compute'
  params: {
    networkName: network.secureNetworkName
    subnetName: 'compute'
    identityName: 'id-control'
    principalId: identities.control.principalId
    roleId: roleIds.network
  }
}

var controlGives = [
  { identity: 'machines', roleId: roleIds.machineIdentity }
  { identity: 'computes', roleId: roleIds.computesIdentity }
]

module giveIdentity '../modules/identity-role.bicep' = [
  for gift in controlGives: {
    scope: resourceGroup(site.groups.control)
    name: 'give-identity-${gift.identity}'
    params: {
      identityName: '${abbreviations.identity}${gift.identity}-${site.token}'
      giver: { name: 'id-control', principalId: identities.control.principalId, roleId: gift.roleId }
    }
  }
]

// The machine that is built carries the builder's own identity, to read the binaries.
module carryOwnIdentity '../modules/identity-role.bicep' = {
  scope: resourceGroup(site.groups.control)
  name: 'give-identity-images'
  params: {
    identityName: '${abbreviations.identity}images-${site.token}'
    giver: { name: 'image-builder', principalId: identities.images.principalId, roleId: roleIds.imageIdentity }
  }
}

module seeOperations '../modules/subscription-role.bicep' = {
  name: 'see-operations-${site.token}'
  params: {
    control: { principalId: identities.control.principalId, roleId: roleIds.operations }
  }
}

module compute '../modules/compute.bicep' = {
  scope: resourceGroup(site.groups.compute)
  name: 'compute'
  params: {
    control: { principalId: identities.control.principalId, roleId: roleIds.machines }
  }
}

module joinImages '../modules/subnet-role.bicep' = [
  for subnet in image.build ? ['images', 'image-containers'] : []: {
    scope: resourceGroup(site.groups.network)
    name: 'join-${subnet}'
    params: {
      networkName: network.secureNetworkName
      subnetName: subnet
      identityName: 'image-builder'
      principalId: identities.images.principalId
      roleId: roleIds.imageSubnets
    }
  }
]

module seeImageNetwork '../modules/network-role.bicep' = {
  scope: resourceGroup(site.groups.network)
  name: 'see-image-network'
  params: {
    networkName: network.secureNetworkName
    principalId: identities.images.principalId
    roleId: roleIds.imageNetwork
  }
}

module images '../modules/images.bicep' = {
  scope: resourceGroup(site.groups.compute)
  name: 'images'
  params: {
    galleryName: '${abbreviations.gallery}${site.token}'
    templateName: '${abbreviations.imageTemplate}${site.token}'
    location: site.location
    otherRegions: image.regions
    tags: site.tags
    identity: identities.images
    subnetIds: {
      images: network.subnetIds.images
      imageContainers: network.subnetIds.imageContainers
    }
    secureAccount: {
      name: site.accounts.secure
      endpoint: 'https://${site.accounts.secure}.blob.${site.storageSuffix}'
    }
    build: image.build
    base: image.base
    binariesVersion: image.binaries
    zoneRedundant: !empty(site.zones)
    roles: {
      build: roleIds.imageBuild
      control: { principalId: identities.control.principalId, roleId: roleIds.images }
    }
  }
  dependsOn: [
    joinImages
    seeImageNetwork
    carryOwnIdentity
  ]
}

module desktop '../modules/access-desktop.bicep' = if (desktops != null) {
  scope: resourceGroup(site.groups.access)
  name: 'access-desktop'
  params: {
    abbreviations: abbreviations
    token: site.token
    location: site.location
    zones: site.zones
    tags: site.tags
    subnetId: network.desktopSubnetId
    sessionHosts: desktops!.sessionHosts
    generation: desktops!.generation
    servicePrincipalId: desktops!.servicePrincipalId
    timeZone: desktops!.timeZone
    diskEncryptionSetId: key.?diskEncryptionSetId ?? ''
    workspaceId: logs.workspaceId
  }
}

@description('What the control plane makes data science VMs from.')
output machineTemplate object = {
  location: site.location
  subnetId: network.subnetIds.compute
  images: { '${images.outputs.imageName}': images.outputs.imageId }
  identityId: identities.machines.id
  machineLearningIdentityId: identities.computes.id
  userName: 'keeper'
  ...(key == null ? {} : { diskEncryptionSetId: key!.diskEncryptionSetId })
}
