metadata description = 'What every part needs to know of the environment it belongs to, above all the names: they are made here and nowhere else.'

@export()
@description('Prefixes of the names of resources.')
var abbreviations = loadJsonContent('../abbreviations.json')

@export()
@description('One environment: where it lies, and the names of what more than one part speaks of.')
type environmentSite = {
  @description('Name of the environment.')
  name: string
  @description('Suffix that makes names unique.')
  token: string
  @description('Region.')
  location: string
  @description('Availability zones; empty in a region without zones.')
  zones: string[]
  @description('Tags of every resource.')
  tags: { *: string }
  @description('Host name suffix of storage in this cloud.')
  storageSuffix: string
  @description('Resource groups. Nothing in secure and machineLearning has a public address.')
  groups: {
    network: string
    secure: string
    control: string
    machineLearning: string
    compute: string
    access: string
    monitor: string
  }
  @description('Resource group of the second copy, in its own region; not one of the others, so that it outlives them.')
  copyGroup: string
  @description('Function app, data factory, vault, Machine Learning workspace and log workspace.')
  names: { app: string, factory: string, vault: string, workspace: string, logs: string }
  @description('Storage accounts. The release account is the public one unless there is a separate one.')
  accounts: { public: string, secure: string, control: string, host: string, release: string }
  @description('Account of the second copy, where there is one.')
  safeAccount: string
  @description('What belongs to the reading room alone: its app, the account of its Functions host, and its vault.')
  room: { app: string, account: string, vault: string }
  @description('Accounts that may have a public address, now or when a separate one for releases is chosen.')
  openAccounts: string[]
}

@export()
@description('Names everything. The token has to be the same for one environment and different for any two.')
func nameSite(
  name string,
  token string,
  location string,
  zones string[],
  storageSuffix string,
  separateReleaseAccount bool
) environmentSite => {
  name: name
  token: token
  location: location
  zones: zones
  tags: { 'azd-env-name': name, application: 'sallyport' }
  storageSuffix: storageSuffix
  groups: {
    network: '${abbreviations.resourceGroup}${name}-network'
    secure: '${abbreviations.resourceGroup}${name}-secure'
    control: '${abbreviations.resourceGroup}${name}-control'
    machineLearning: '${abbreviations.resourceGroup}${name}-machine-learning'
    compute: '${abbreviations.resourceGroup}${name}-compute'
    access: '${abbreviations.resourceGroup}${name}-access'
    monitor: '${abbreviations.resourceGroup}${name}-monitor'
  }
  copyGroup: '${abbreviations.resourceGroup}${name}-copy'
  names: {
    app: '${abbreviations.functionApp}${token}'
    factory: '${abbreviations.dataFactory}${token}'
    vault: '${abbreviations.keyVault}${token}'
    workspace: '${abbreviations.machineLearning}${token}'
    logs: '${abbreviations.logAnalytics}${token}'
  }
  accounts: {
    public: '${abbreviations.storageAccount}pub${token}'
    secure: '${abbreviations.storageAccount}sec${token}'
    control: '${abbreviations.storageAccount}ctl${token}'
    host: '${abbreviations.storageAccount}hst${token}'
    release: '${abbreviations.storageAccount}${separateReleaseAccount ? 'rel' : 'pub'}${token}'
  }
  safeAccount: '${abbreviations.storageAccount}saf${token}'
  room: {
    app: '${abbreviations.functionApp}room-${token}'
    account: '${abbreviations.storageAccount}ins${token}'
    vault: '${abbreviations.keyVault}room${token}'
  }
  openAccounts: ['${abbreviations.storageAccount}pub${token}', '${abbreviations.storageAccount}rel${token}']
}
