// The least that a second environment on a hub costs: everything but Machine Learning.
using '../main.bicep'

param environmentName = 'one'
param location = 'westeurope'
param contact = 'operators@example.org'
param budgetStart = '2027-01-01'
param round = '20270101000000'
param storageSuffix = 'core.windows.net'
param entraClientId = '00000000-0000-4000-8000-000000000001'
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
param hub = {
  networkId: '/subscriptions/00000000-0000-4000-8000-0000000000bb/resourceGroups/rg-common-network/providers/Microsoft.Network/virtualNetworks/vnet-hub-unlgsn3g3b3xy'
  policyId: '/subscriptions/00000000-0000-4000-8000-0000000000bb/resourceGroups/rg-common-network/providers/Microsoft.Network/firewallPolicies/afwp-unlgsn3g3b3xy'
  firewallAddress: '10.40.0.4'
  publicAddress: '203.0.113.10'
  workspaceId: '/subscriptions/00000000-0000-4000-8000-0000000000bb/resourceGroups/rg-common-monitor/providers/Microsoft.OperationalInsights/workspaces/log-unlgsn3g3b3xy'
  customerId: '00000000-0000-4000-8000-0000000000cc'
  ranges: { hub: '10.40.0.0/22', access: '10.42.0.0/24', spokes: '10.64.0.0/12' }
  services: { machineLearning: true, readingRoom: true, durableScheduler: false }
  desktops: {
    group: 'rg-common-access'
    desktop: 'vdag-desktop-unlgsn3g3b3xy'
    applications: 'vdag-apps-unlgsn3g3b3xy'
  }
}
param hubPriority = 1100
param ranges = {
  hub: '10.40.0.0/22'
  secure: '10.64.0.0/20'
  access: '10.42.0.0/24'
  vpnClients: '10.43.0.0/24'
}
param machineLearning = false
