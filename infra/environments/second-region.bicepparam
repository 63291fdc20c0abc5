// An environment in another region beside the one of default.bicepparam, in the same subscription: without availability zones,
// with its own ranges so that the networks can be connected, with a copy of its accounts in the paired region, and with the
// second copy of its records in another subscription.
using '../main.bicep'

param environmentName = 'research-2'
param location = 'ukwest'
param zones = []
param storageSku = 'Standard_GRS'
param secondCopyLocation = 'uksouth'
param secondCopySubscription = '00000000-0000-4000-8000-0000000000cc'
param ranges = {
  hub: '10.50.0.0/22'
  secure: '10.51.0.0/20'
  compute: '10.51.8.0/21'
  access: '10.52.0.0/24'
  vpnClients: '10.53.0.0/24'
}
param timeZone = 'GMT Standard Time'
param contact = 'operators@example.org'
param budgetStart = '2027-01-01'
param round = '20270101000000'
param storageSuffix = 'core.windows.net'
param entraClientId = '00000000-0000-4000-8000-000000000001'
param virtualDesktopPrincipalId = '00000000-0000-4000-8000-000000000003'
param mail = {
  host: 'smtp.example.org'
  port: '587'
  security: 'starttls'
  user: 'sallyport@example.org'
  from: 'Sallyport <sallyport@example.org>'
}
param projects = [
  {
    id: 'alpha'
    owners: '00000000-0000-4000-8000-0000000000a1'
    researchers: '00000000-0000-4000-8000-0000000000a2'
    approvers: '00000000-0000-4000-8000-0000000000a3'
    externalReaders: '00000000-0000-4000-8000-0000000000a4'
  }
]
