metadata description = 'Tells one blob trigger of new blobs in one container. What cannot be delivered becomes a dead letter in the host account; the sweep finds the upload all the same.'

@description('Required. Name of the system topic in this resource group.')
param topicName string

@description('Required. Function that is called.')
param functionName string

@description('Required. Number of the subscription, counted from 0: Azure takes 25 values to filter by of one, so very many projects have several.')
param part int

@description('Required. Projects whose uploads it tells of; empty means all.')
param projects string[]

@description('Required. It tells of their markers alone.')
param marked bool

@description('Required. Container whose new blobs are announced.')
param container string

@description('Required. Webhook of the blob extension, with its key.')
@secure()
param webhookUrl string

@description('Required. Account that has a container dead-letters.')
param deadLetterAccount { name: string, resourceGroup: string }

var path = '/blobServices/default/containers/${container}/blobs/'

resource deadLetters 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  scope: resourceGroup(deadLetterAccount.resourceGroup)
  name: deadLetterAccount.name
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: part == 0 ? functionName : '${functionName}-${part + 1}'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: webhookUrl
        maxEventsPerBatch: 1
      }
    }
    filter: {
      includedEventTypes: [
        'Microsoft.Storage.BlobCreated'
      ]
      subjectBeginsWith: path
      subjectEndsWith: marked ? '/_COMPLETE' : null
      advancedFilters: empty(projects)
        ? null
        : [
            {
              operatorType: 'StringBeginsWith'
              key: 'subject'
              values: map(projects, project => '${path}${project}/')
            }
          ]
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
          resourceId: deadLetters.id
          blobContainerName: 'dead-letters'
        }
      }
    }
  }
}
