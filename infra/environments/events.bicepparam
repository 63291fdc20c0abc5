using '../events.bicep'

param environmentName = 'research'
param location = 'westeurope'
param projects = [
  { id: 'alpha', marked: ['ingress'] }
  { id: 'beta' }
]
