using '../events.bicep'

param environmentName = 'research'
param location = 'westeurope'
