metadata description = 'Microsoft Sentinel on a workspace, and the alerts of Defender for Cloud as its incidents.'

@description('Required. Name of the Log Analytics workspace.')
param workspaceName string

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

resource onboarding 'Microsoft.SecurityInsights/onboardingStates@2025-09-01' = {
  scope: workspace
  name: 'default'
  properties: {}
}

resource defenderAlerts 'Microsoft.SecurityInsights/dataConnectors@2025-09-01' = {
  scope: workspace
  name: guid(workspace.id, 'defender')
  kind: 'AzureSecurityCenter'
  properties: {
    subscriptionId: subscription().subscriptionId
    dataTypes: {
      alerts: {
        state: 'Enabled'
      }
    }
  }
  dependsOn: [
    onboarding
  ]
}

resource defenderIncidents 'Microsoft.SecurityInsights/alertRules@2025-09-01' = {
  scope: workspace
  name: 'defender-alert'
  kind: 'MicrosoftSecurityIncidentCreation'
  properties: {
    displayName: 'Defender for Cloud raised an alert'
    description: 'Each alert is an incident, whatever its severity. Where Microsoft\'s Defender portal has taken the workspace over, it makes the incidents itself.'
    enabled: true
    productFilter: 'Azure Security Center'
  }
  dependsOn: [
    defenderAlerts
  ]
}
