metadata description = 'What is meant to have an address on the internet, and why.'

@description('Required. Names of the accounts that people outside reach.')
param accountNames string[]

@description('Required. Name of the function app.')
param appName string

@description('Required. Name of the app of the reading room; empty where there is none.')
param roomName string

resource accounts 'Microsoft.Storage/storageAccounts@2025-06-01' existing = [
  for name in accountNames: {
    name: name
  }
]

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource room 'Microsoft.Web/sites@2025-03-01' existing = if (!empty(roomName)) {
  name: roomName
}

resource assignment 'Microsoft.Authorization/policyAssignments@2025-03-01' existing = {
  name: 'deny-public-network-access'
}

resource accountExemptions 'Microsoft.Authorization/policyExemptions@2022-07-01-preview' = [
  for (name, index) in accountNames: {
    scope: accounts[index]
    name: 'public-on-purpose'
    properties: {
      policyAssignmentId: assignment.id
      exemptionCategory: 'Waiver'
      displayName: 'People outside upload to and download from this account'
      description: 'Data owners upload here and outside researchers fetch released results here. Roles with conditions hold each of them to one project; the data lies here only until it has been moved.'
    }
  }
]

resource appExemption 'Microsoft.Authorization/policyExemptions@2022-07-01-preview' = {
  scope: app
  name: 'public-on-purpose'
  properties: {
    policyAssignmentId: assignment.id
    exemptionCategory: 'Waiver'
    displayName: 'Approvers and operators open the pages of this app'
    description: 'Links in mails lead here, and Event Grid calls it. Every page and call is checked for an Entra sign-in, and no research data passes through it.'
  }
}

resource roomExemption 'Microsoft.Authorization/policyExemptions@2022-07-01-preview' = if (!empty(roomName)) {
  scope: room
  name: 'public-on-purpose'
  properties: {
    policyAssignmentId: assignment.id
    exemptionCategory: 'Waiver'
    displayName: 'Code goes into the reading room from outside'
    description: 'The switch would close the SCM site with it, which takes the code while it is deployed, from one address. Every other call from the internet is refused; people reach the app by its private endpoint.'
  }
}
