metadata description = 'Microsoft Defender for Cloud: the plans for what is deployed here, the contact for its alerts, and the activity log of the subscription.'

targetScope = 'subscription'

@description('Required. Mail address that gets security alerts.')
param contact string

@description('Required. Workspace that gets the activity log.')
param workspaceId string

var plans = [
  { name: 'AppServices' }
  { name: 'Arm' }
  { name: 'Containers' }
  { name: 'CloudPosture' }
  { name: 'KeyVaults', subPlan: 'PerKeyVault' }
  { name: 'StorageAccounts', subPlan: 'DefenderForStorageV2' }
  { name: 'VirtualMachines', subPlan: 'P2' }
]

// Defender takes one change of plans at a time.
@batchSize(1)
resource pricings 'Microsoft.Security/pricings@2024-01-01' = [
  for plan in plans: {
    name: plan.name
    #disable-next-line BCP187 // Azure takes sub-plans; the type data of a loop does not show them.
    properties: any({ pricingTier: 'Standard', subPlan: plan.?subPlan })
  }
]

resource contacts 'Microsoft.Security/securityContacts@2023-12-01-preview' = {
  name: 'default'
  properties: {
    isEnabled: true
    emails: contact
    notificationsByRole: {
      state: 'On'
      roles: [
        'Owner'
      ]
    }
    notificationsSources: [
      {
        sourceType: 'Alert'
        minimalSeverity: 'Medium'
      }
    ]
  }
}

resource activity 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'sallyport-activity'
  properties: {
    workspaceId: workspaceId
    logs: [
      for category in ['Administrative', 'Security', 'Alert', 'Policy', 'ServiceHealth', 'ResourceHealth']: {
        category: category
        enabled: true
      }
    ]
  }
}
