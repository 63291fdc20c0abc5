import { ComputeManagementClient } from '@azure/arm-compute';
import { TableClient } from '@azure/data-tables';
import { SecretClient } from '@azure/keyvault-secrets';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { decodeJwt } from 'jose';
import { discovery } from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FaultService } from '../../../local/azure/fault-answer.ts';
import type { Fault } from '../../../local/azure/faults.ts';
import { laptopResources } from '../../../local/azure/laptop-resources.ts';
import type { RunningAzure } from '../../../local/azure/stack.ts';
import { libraryCredential, startTestAzure } from './running-azure.ts';

let azure: RunningAzure;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ azure, stop } = await startTestAzure({ providers: (context) => laptopResources(context).providers }));
});
afterAll(() => stop());
afterEach(() => azure.faults.clear());

type Asked = (tries: number, abortSignal?: AbortSignal) => Promise<unknown>;

/** One harmless question to each service through its SDK; `tries` is what the SDK may send in all. */
const ask: Readonly<Record<Exclude<FaultService, 'identity'>, Asked>> = {
  blob: (tries, abortSignal = never) =>
    new BlobServiceClient(azure.blobUrl('secure'), control(), { retryOptions: { maxTries: tries, retryDelayInMs: 1 } })
      .getContainerClient('transfers')
      .listBlobsFlat({ abortSignal })
      .next(),
  queue: (tries, abortSignal = never) =>
    new QueueServiceClient(azure.queueUrl('host'), libraryCredential(azure, 'id-host'), {
      retryOptions: { maxTries: tries, retryDelayInMs: 1 },
    })
      .getQueueClient('poison')
      .createIfNotExists({ abortSignal }),
  table: (tries, abortSignal = never) =>
    new TableClient(azure.tableUrl('control'), 'register', control(), retries(tries))
      .listEntities({ abortSignal })
      .next(),
  arm: (tries, abortSignal = never) =>
    new ComputeManagementClient(control(), azure.subscription, {
      endpoint: azure.armUrl,
      credentials: { scopes: [`${azure.armUrl}/.default`] },
      ...retries(tries),
    }).virtualMachines
      .listAll({ abortSignal })
      .next(),
  vault: (tries, abortSignal = never) =>
    new SecretClient(azure.vaultUrl, control(), {
      disableChallengeResourceVerification: true,
      ...retries(tries),
    }).getSecret('session-key', { abortSignal }),
  entra: () => discovery(new URL(azure.entraIssuer), azure.clientId),
};
const never = new AbortController().signal;
const control = () => libraryCredential(azure, 'id-control');
const retries = (tries: number) => ({ retryOptions: { maxRetries: tries - 1, retryDelayInMs: 1 } });

function plan(service: FaultService, kind: Fault['kind'], times = 1): void {
  azure.faults.add({ service, kind, times, path: '', milliseconds: 600_000 });
}

describe.each(['blob', 'queue', 'table', 'arm', 'vault'] as const)('the SDK of %s', (service) => {
  const storage = service === 'blob' || service === 'queue' || service === 'table';
  test.each([
    ['throttle', storage ? 503 : 429],
    ['unavailable', 503],
    ['gateway-timeout', storage ? 500 : 504],
  ] as const)('is told of %s by %i, and tries again', async (kind, statusCode) => {
    plan(service, kind);
    await expect(ask[service](1)).rejects.toMatchObject({ statusCode });
    plan(service, kind);
    await ask[service](3);
  });

  test.each(['lost-answer', 'lost-request'] as const)('tries again after a %s', async (kind) => {
    plan(service, kind);
    await expect(ask[service](1)).rejects.toThrow();
    plan(service, kind);
    await ask[service](3);
  });
});

test.each(['blob', 'queue', 'table', 'arm', 'vault'] as const)(
  '%s can be slower than its caller waits',
  async (service) => {
    plan(service, 'slow');
    const impatient = new AbortController();
    const slow = expect(ask[service](1, impatient.signal)).rejects.toThrow(/abort/i);
    await ask[service](1);
    impatient.abort();
    await slow;
  },
);

test('what is slow goes on at once when the faults are cleared', async () => {
  plan('blob', 'slow');
  const slow = ask.blob(1);
  await ask.blob(1);
  azure.faults.clear();
  await slow;
});

test.each([
  ['blob', 'ServerBusy'],
  ['queue', 'ServerBusy'],
  ['arm', 'TooManyRequests'],
  ['vault', 'Throttled'],
] as const)('%s throttles in its own word %s', async (service, code) => {
  plan(service, 'throttle');
  await expect(ask[service](1)).rejects.toMatchObject({ code });
});

test('tables throttle in their own form', async () => {
  plan('table', 'throttle');
  await expect(ask.table(1)).rejects.toMatchObject({ details: { odataError: { code: 'ServerBusy' } } });
});

test.each(['throttle', 'unavailable', 'gateway-timeout', 'lost-answer', 'lost-request'] as const)(
  'the sign-in service can fail: %s',
  async (kind) => {
    plan('entra', kind);
    await expect(ask.entra(1)).rejects.toThrow();
    await ask.entra(1);
  },
);

/** Each with an identity and audience of its own, because the credential keeps its tokens for the whole process. */
test.each([
  ['unavailable', 'id-host', 'api://AzureADTokenExchange'],
  ['gateway-timeout', 'id-trigger', 'https://vault.azure.net'],
  ['lost-answer', 'id-trigger', 'api://AzureADTokenExchange'],
] as const)('the identity endpoint can fail, and the credential asks again: %s', async (kind, name, audience) => {
  plan('identity', kind);
  const { token } = await libraryCredential(azure, name).getToken(`${audience}/.default`);
  expect(decodeJwt(token).aud).toBe(audience);
  azure.faults.clear();
});

test('a throttled identity endpoint is not asked again by the credential itself, but by its next caller', async () => {
  plan('identity', 'throttle');
  const credential = libraryCredential(azure, 'id-host');
  await expect(credential.getToken('https://vault.azure.net/.default')).rejects.toThrow('throttle');
  const { token } = await credential.getToken('https://vault.azure.net/.default');
  expect(decodeJwt(token).aud).toBe('https://vault.azure.net');
});

test('the identity endpoint says what is wrong by its own status code, not by an error code', async () => {
  plan('identity', 'throttle');
  const answer = await fetch(azure.identityEndpoint);
  expect(answer.status).toBe(429);
  expect(await answer.json()).toMatchObject({ statusCode: 429, message: expect.any(String) });
});
