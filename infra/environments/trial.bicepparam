// To see how it works, by the hour and without research data: the control plane, the accounts, Data Factory, mail and one project,
// with private endpoints. No reading room: it reads research data, and without a firewall nothing would hold it to its hosts. What it leaves out is named by the doctor.
using '../main.bicep'

param environmentName = 'trial'
param location = 'westeurope'
param contact = 'operators@example.org'
param budget = 100
param budgetStart = '2027-01-01'
param round = '20270101000000'
param storageSuffix = 'core.windows.net'
param entraClientId = '00000000-0000-4000-8000-000000000001'
param managedMail = {
  clientId: '00000000-0000-4000-8000-000000000002'
  dataLocation: 'Europe'
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
param access = 'none'
param firewall = false
param machineLearning = false
param sentinel = false
param scannedGigabytes = 0
param auditDays = 1
param datasetDays = 1
param zones = []
param storageSku = 'Standard_LRS'
