using '../main.bicep'

param environmentName = 'research'
param location = 'westeurope'
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
param customerManagedKeys = true
