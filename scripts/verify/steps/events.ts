import { z } from 'zod';
import type { Subscription } from '../step.ts';
import { anything, managed, onceAllowed, put, told, until } from './requests.ts';
import { accountId, assignRole, publicTopicId } from './trial-resources.ts';

const topics = 'api-version=2025-02-15';
const sendsMessages = 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a';
const state = z.object({ properties: z.object({ provisioningState: z.string() }) });
const identity = z.object({ identity: z.object({ principalId: z.string() }) });
const metrics = z.object({
  value: z.array(
    z.object({
      timeseries: z.array(z.object({ data: z.array(z.object({ total: z.number().nullish() })) })),
    }),
  ),
});

const queueId = (world: Subscription, queue: string): string =>
  `${accountId(world, 'host')}/queueServices/default/queues/${queue}?api-version=2025-06-01`;

/** A queue of the host account, which is closed to the internet, into which the topic of the public account may put messages. */
export async function openQueue(world: Subscription, queue: string): Promise<void> {
  await managed(world, anything, 'PUT', queueId(world, queue), { properties: {} });
  const topic = await managed(world, identity, 'GET', `${publicTopicId(world)}?${topics}`);
  const { principalId } = topic.identity;
  const grant = { roleId: sendsMessages, principalId, principalType: 'ServicePrincipal' } as const;
  const answer = await assignRole(world, accountId(world, 'host'), grant);
  if (answer.status > 299 && answer.status !== 409)
    throw new Error(`The role on the queue was answered ${told(answer)}`);
}

export const removeQueue = (world: Subscription, queue: string): Promise<unknown> =>
  managed(world, anything, 'DELETE', queueId(world, queue));

/** Subscribes a queue to new blobs of `ingress`, with the dead letters that the deployed subscriptions have. Gives whether Azure took it. */
export async function subscribeQueue(world: Subscription, name: string, queue: string): Promise<string | undefined> {
  const account = { type: 'SystemAssigned' };
  const host = accountId(world, 'host');
  const path = `${publicTopicId(world)}/eventSubscriptions/${name}?${topics}`;
  await managed(world, anything, 'PUT', path, {
    properties: {
      eventDeliverySchema: 'EventGridSchema',
      deliveryWithResourceIdentity: {
        identity: account,
        destination: { endpointType: 'StorageQueue', properties: { resourceId: host, queueName: queue } },
      },
      filter: { includedEventTypes: ['Microsoft.Storage.BlobCreated'] },
      retryPolicy: { eventTimeToLiveInMinutes: 1, maxDeliveryAttempts: 1 },
      deadLetterWithResourceIdentity: {
        identity: account,
        deadLetterDestination: {
          endpointType: 'StorageBlob',
          properties: { resourceId: host, blobContainerName: 'dead-letters' },
        },
      },
    },
  });
  return await until(world, async () => {
    const { provisioningState } = (await managed(world, state, 'GET', path)).properties;
    return ['Succeeded', 'Failed', 'Canceled'].includes(provisioningState) ? provisioningState : undefined;
  });
}

/** Puts a file into `ingress`, of which every subscription is told. */
export async function upload(world: Subscription, name: string): Promise<string> {
  const { publicBlobs, project } = world.places;
  return told(
    await onceAllowed(world, () => put(world, 'owner', `${publicBlobs}/ingress/${project}/${name}`, 'verify')),
  );
}

/** How often something was counted about a subscription to the topic, once it was counted at all. */
export function countOf(world: Subscription, subscription: string, metric: string): Promise<number | undefined> {
  const filter = encodeURIComponent(`EventSubscriptionName eq '${subscription}'`);
  const query = `api-version=2023-10-01&metricnames=${metric}&aggregation=Total&timespan=PT1H&$filter=${filter}`;
  return until(world, async () => {
    const path = `${publicTopicId(world)}/providers/Microsoft.Insights/metrics?${query}`;
    const { value } = await managed(world, metrics, 'GET', path);
    const totals = value.flatMap(({ timeseries }) =>
      timeseries.flatMap(({ data }) => data.map(({ total }) => total ?? 0)),
    );
    const sum = totals.reduce((all, one) => all + one, 0);
    return sum > 0 ? sum : undefined;
  });
}
