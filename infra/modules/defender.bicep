metadata description = 'Microsoft Defender for Cloud: the plans for what is deployed here, and the contact for its alerts.'

targetScope = 'subscription'

@description('Required. Mail address that gets security alerts.')
param contact string

// reads: extensions that read content. They are off for the subscription, whatever their default is: only the account that
// anyone uploads to is scanned, by its own setting (malware-scan.bicep).
@export()
@description('The plans.')
var plans { name: string, subPlan: string?, reads: string[]? }[] = [
  { name: 'AppServices' }
  { name: 'Arm' }
  { name: 'Containers' }
  { name: 'CloudPosture', reads: ['SensitiveDataDiscovery', 'AgentlessVmScanning'] }
  { name: 'KeyVaults', subPlan: 'PerKeyVault' }
  {
    name: 'StorageAccounts'
    subPlan: 'DefenderForStorageV2'
    reads: ['OnUploadMalwareScanning', 'SensitiveDataDiscovery']
  }
  { name: 'VirtualMachines', subPlan: 'P2', reads: ['AgentlessVmScanning'] }
]

// Defender takes one change of plans at a time.
@batchSize(1)
resource pricings 'Microsoft.Security/pricings@2024-01-01' = [
  for plan in plans: {
    name: plan.name
    properties: {
      pricingTier: 'Standard'
      subPlan: plan.?subPlan
      extensions: map(plan.?reads ?? [], extension => { name: extension, isEnabled: 'False' })
    }
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
