metadata description = 'Gives every identity its rows of roles.json, account by account.'

targetScope = 'subscription'

@description('Required. Names of the accounts; release is the public one when there is no other.')
param accounts { public: string, secure: string, control: string, host: string, release: string }

@description('Required. Resource group of the public and the release account.')
param openGroup string

@description('Required. Resource group of the other accounts.')
param secureGroup string

@description('Required. Principal id of each identity in roles.json that is no group of people.')
param principals object

@description('Required. Account of the Functions host of the reading room; empty where there is no reading room.')
param roomAccount string

@description('Required. Role definition id of each set of blob operations.')
param blobRoleIds object

var separateRelease = accounts.release != accounts.public

module public 'storage-roles.bicep' = {
  scope: resourceGroup(openGroup)
  name: 'roles-public'
  params: {
    accountName: accounts.public
    account: 'public'
    containers: separateRelease ? ['ingress', 'transfers'] : ['ingress', 'transfers', 'released']
    principals: principals
    blobRoleIds: blobRoleIds
  }
}

module release 'storage-roles.bicep' = if (separateRelease) {
  scope: resourceGroup(openGroup)
  name: 'roles-release'
  params: {
    accountName: accounts.release
    account: 'public'
    containers: ['released']
    accountWide: false
    principals: principals
    blobRoleIds: blobRoleIds
  }
}

module secure 'storage-roles.bicep' = {
  scope: resourceGroup(secureGroup)
  name: 'roles-secure'
  params: {
    accountName: accounts.secure
    account: 'secure'
    containers: concat(
      ['datasets', 'exports', 'review', 'returned', 'notices', 'transfers'],
      empty(roomAccount) ? [] : ['inspections', 'evidence', 'places', 'views']
    )
    principals: principals
    blobRoleIds: blobRoleIds
  }
}

module control 'storage-roles.bicep' = {
  scope: resourceGroup(secureGroup)
  name: 'roles-control'
  params: {
    accountName: accounts.control
    account: 'control'
    containers: ['projects', 'manifests', 'audit', 'tree']
    principals: principals
    blobRoleIds: blobRoleIds
  }
}

module host 'storage-roles.bicep' = {
  scope: resourceGroup(secureGroup)
  name: 'roles-host'
  params: {
    accountName: accounts.host
    account: 'host'
    containers: ['packages', 'dead-letters']
    principals: principals
    blobRoleIds: blobRoleIds
  }
}

module roomHost 'storage-roles.bicep' = if (!empty(roomAccount)) {
  scope: resourceGroup(secureGroup)
  name: 'roles-room'
  params: {
    accountName: roomAccount
    account: 'inspector-host'
    containers: ['packages', 'locks']
    principals: principals
    blobRoleIds: blobRoleIds
  }
}
