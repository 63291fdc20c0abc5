using '../main.bicep'

param environmentName = 'research'
param location = 'westeurope'
param contact = 'operators@example.org'
param budgetStart = '2027-01-01'
param round = '20270101000000'
param storageSuffix = 'core.windows.net'
param entraClientId = '00000000-0000-4000-8000-000000000001'
param virtualDesktopPrincipalId = '00000000-0000-4000-8000-000000000003'
param projects = [
  {
    id: 'alpha'
    owners: '00000000-0000-4000-8000-0000000000a1'
    researchers: '00000000-0000-4000-8000-0000000000a2'
    approvers: '00000000-0000-4000-8000-0000000000a3'
    externalReaders: '00000000-0000-4000-8000-0000000000a4'
    retracted: ['cohort/v2', 'o\'brien/v1']
    marked: ['ingress', 'exports']
    budget: 400
  }
  {
    id: 'beta'
    owners: '00000000-0000-4000-8000-0000000000b1'
    researchers: '00000000-0000-4000-8000-0000000000b2'
    approvers: '00000000-0000-4000-8000-0000000000b3'
  }
  {
    id: 'gamma'
    researchers: '00000000-0000-4000-8000-0000000000a2'
    approvers: '00000000-0000-4000-8000-0000000000b3'
  }
]
param readingRoom = true
param roomClientId = '00000000-0000-4000-8000-000000000004'
param customerManagedKeys = true
param durableTaskScheduler = true
param separateReleaseAccount = true
param secondCopyLocation = 'northeurope'
param scanExports = true
param storageSku = 'Standard_GZRS'
param baseImage = 'data-science-22.04'
param imageBinaries = 'v1'
param imageRegions = ['northeurope']
param sessionHosts = 3
param lockImmutability = true
param uploadAddresses = ['192.0.2.0/24', '198.51.100.7/32']
param callerAddresses = ['192.0.2.0/24', '198.51.100.0/24']
param incidentClocks = {
  '24-hours': 'the data protection officer'
  '72-hours': 'the supervisory authority'
  month: 'the owners of the data'
}
param managedMail = {
  clientId: '00000000-0000-4000-8000-000000000002'
  dataLocation: 'Europe'
}
param channelHosts = ['prod-12.westeurope.logic.azure.com', 'chat.example.org']
param collectorHost = 'otel.example.org'
param defender = true
param regulation = 'nist'
