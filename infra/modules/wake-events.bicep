metadata description = 'Tells the reading room by a queue of its host account that something is asked of it: Event Grid reaches no private endpoint, but a queue as a trusted service. Deployed after the topic may add to the queue. What cannot be delivered becomes a dead letter; the timer of the room finds the request all the same.'

@description('Required. Name of the system topic in this resource group.')
param topicName string

@description('Required. Account with the queue.')
param queueAccountId string

@description('Required. Account that has a container dead-letters.')
param deadLetterAccountId string

var wake = loadJsonContent('../triggers.json', '.readingRoom.wake')

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource toQueue 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: wake.function
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    deliveryWithResourceIdentity: {
      identity: {
        type: 'SystemAssigned'
      }
      destination: {
        endpointType: 'StorageQueue'
        properties: {
          resourceId: queueAccountId
          queueName: wake.queue
          // A look finds all that was asked, so an older message says nothing new.
          queueMessageTimeToLiveInSeconds: 3600
        }
      }
    }
    filter: {
      includedEventTypes: [
        'Microsoft.Storage.BlobCreated'
      ]
      subjectBeginsWith: '/blobServices/default/containers/${wake.hears.container}/blobs/'
    }
    retryPolicy: {
      eventTimeToLiveInMinutes: 1440
      maxDeliveryAttempts: 30
    }
    deadLetterWithResourceIdentity: {
      identity: {
        type: 'SystemAssigned'
      }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: {
          resourceId: deadLetterAccountId
          blobContainerName: 'dead-letters'
        }
      }
    }
  }
}
