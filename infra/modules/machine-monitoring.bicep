metadata description = 'What data science machines and session hosts report to the workspace.'

import { builtInRoles } from 'role-rules.bicep'

@description('Required. Name of the data collection rule.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Workspace that gets the logs.')
param workspaceId string

@description('Required. Principal id of the identity that associates machines with the rule.')
param remediationPrincipalId string

var monitoringContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  builtInRoles['Monitoring Contributor']
)

resource rule 'Microsoft.Insights/dataCollectionRules@2023-03-11' = {
  name: name
  location: location
  tags: tags
  properties: {
    dataSources: {
      syslog: [
        {
          name: 'sign-ins-and-warnings'
          streams: ['Microsoft-Syslog']
          facilityNames: ['auth', 'authpriv', 'daemon', 'syslog']
          logLevels: ['Info', 'Notice', 'Warning', 'Error', 'Critical', 'Alert', 'Emergency']
        }
      ]
      windowsEventLogs: [
        {
          name: 'sessions-and-warnings'
          streams: ['Microsoft-Event']
          xPathQueries: [
            'Security!*[System[(EventID=4624 or EventID=4625 or EventID=4634 or EventID=4672)]]'
            'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational!*'
            'System!*[System[(Level=1 or Level=2 or Level=3)]]'
            'Application!*[System[(Level=1 or Level=2 or Level=3)]]'
          ]
        }
      ]
      performanceCounters: [
        {
          name: 'use'
          streams: ['Microsoft-Perf']
          samplingFrequencyInSeconds: 300
          counterSpecifiers: ['Processor(*)\\% Processor Time', 'Memory(*)\\% Used Memory']
        }
        {
          name: 'use-of-desktops'
          streams: ['Microsoft-Perf']
          samplingFrequencyInSeconds: 300
          counterSpecifiers: [
            '\\Processor Information(_Total)\\% Processor Time'
            '\\Memory\\% Committed Bytes In Use'
          ]
        }
      ]
    }
    destinations: {
      logAnalytics: [
        {
          name: 'workspace'
          workspaceResourceId: workspaceId
        }
      ]
    }
    dataFlows: [
      {
        streams: ['Microsoft-Syslog', 'Microsoft-Event', 'Microsoft-Perf']
        destinations: ['workspace']
      }
    ]
  }
}

resource mayAssociate 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: rule
  name: guid(rule.id, 'id-remediation', monitoringContributor)
  properties: {
    description: 'id-remediation associates machines with this rule'
    roleDefinitionId: monitoringContributor
    principalId: remediationPrincipalId
    principalType: 'ServicePrincipal'
  }
}

@description('Resource id of the rule.')
output id string = rule.id
