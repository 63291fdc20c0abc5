// What spoke-one and spoke-two share.
using '../hub.bicep'

param hubName = 'common'
param location = 'westeurope'
param services = { machineLearning: true, readingRoom: true, durableScheduler: false }
param contact = 'operators@example.org'
param budgetStart = '2027-01-01'
param round = '20270101000000'
param storageSuffix = 'core.windows.net'
param virtualDesktopPrincipalId = '00000000-0000-4000-8000-000000000003'
