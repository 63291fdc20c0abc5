metadata description = 'Brings the results of malware scans from their topic to a queue in the host account. Deployed after the topic may add to the queue: results that come before are not tried again for long.'

@description('Required. Name of the topic for results.')
param topicName string

@description('Required. Account with the queue scan-results.')
param hostAccountId string

resource topic 'Microsoft.EventGrid/topics@2025-02-15' existing = {
  name: topicName
}

resource toQueue 'Microsoft.EventGrid/topics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'scan-results'
  properties: {
    deliveryWithResourceIdentity: {
      identity: {
        type: 'SystemAssigned'
      }
      destination: {
        endpointType: 'StorageQueue'
        properties: {
          resourceId: hostAccountId
          queueName: 'scan-results'
          queueMessageTimeToLiveInSeconds: 604800
        }
      }
    }
  }
}
