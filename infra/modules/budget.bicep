metadata description = 'A monthly budget in the subscription, with mails before and after it is used up.'

targetScope = 'subscription'

@description('Required. Name of the budget.')
param name string

@description('Required. Amount a month, in the currency of the subscription.')
param amount int

@description('Required. First day of the month that the budget starts with, as yyyy-MM-01.')
param start string

@description('Required. Mail address that is told.')
param contact string

@description('Required. Tag by which resources count.')
param tag { name: string, value: string }

@description('Optional. Resource groups in which they count; empty means all.')
param groups string[] = []

var tagged = {
  tags: {
    name: tag.name
    operator: 'In'
    values: [
      tag.value
    ]
  }
}

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: start
    }
    filter: empty(groups)
      ? tagged
      : {
          and: [
            {
              dimensions: {
                name: 'ResourceGroupName'
                operator: 'In'
                values: groups
              }
            }
            tagged
          ]
        }
    notifications: {
      nearly: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [
          contact
        ]
      }
      used: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Actual'
        contactEmails: [
          contact
        ]
      }
      foreseen: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 110
        thresholdType: 'Forecasted'
        contactEmails: [
          contact
        ]
      }
    }
  }
}
