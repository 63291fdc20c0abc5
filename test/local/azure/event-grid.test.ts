import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { blobEventSchema } from '../../../local/azure/event-grid/blob-event.ts';
import { eventKnobs } from '../../../local/azure/event-grid/delivery-plan.ts';
import { type RunningServer, serve } from '../../../local/azure/server.ts';
import { type RunningAzure, startAzure } from '../../../local/azure/stack.ts';
import { triggers, uploadWebhook } from '../../../local/stack/triggers.ts';
import { eventually, personCredential } from './running-azure.ts';

let folder: string;
let azure: RunningAzure;
let host: RunningServer;
let received: string[];
let answerWith: number;
let headers: IncomingHttpHeaders;
let port = 0;

/** A Functions host's webhook: echoes the validation code, takes notifications. */
async function startHost(): Promise<void> {
  host = await serve({
    port,
    handle: async (request) => {
      const events: unknown = JSON.parse((await request.body()).toString('utf8'));
      headers = request.headers;
      if (request.headers['aeg-event-type'] === 'SubscriptionValidation') {
        const [event] = z.array(z.object({ data: z.object({ validationCode: z.string() }) })).parse(events);
        return { status: 200, body: { validationResponse: event?.data.validationCode } };
      }
      if (answerWith === 202)
        received.push(
          ...z
            .array(blobEventSchema)
            .parse(events)
            .map((event) => event.data.url),
        );
      return { status: answerWith };
    },
  });
  port = host.port;
}
async function start(): Promise<void> {
  azure = await startAzure({ stateFolder: folder, eventPollMilliseconds: 20 });
}
async function upload(name: string, content = 'x'): Promise<void> {
  const service = new BlobServiceClient(azure.blobUrl('public'), personCredential(azure, 'olga'));
  await service.getContainerClient('ingress').uploadBlockBlob(`heart-study/${name}`, content, content.length);
}
function got(): string[] {
  return received.map((url) => decodeURIComponent(url.split('/heart-study/')[1] ?? ''));
}
const subscription = () => ({
  name: triggers.uploads.ingress.function,
  account: triggers.uploads.ingress.account,
  container: triggers.uploads.ingress.container,
  endpoint: uploadWebhook(host.url, 'ingress', 'k'),
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-events-'));
  answerWith = 202;
  received = [];
  await startHost();
  await start();
  await azure.eventGrid.subscribe(subscription());
});
afterAll(async () => {
  await azure.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  received = [];
  answerWith = 202;
});
afterEach(() => azure.eventGrid.setKnobs(eventKnobs.parse({})));

test('a new blob and an overwritten blob are announced with their URL', async () => {
  await upload('set/a b#é.csv');
  await eventually(() => received.length === 1);
  expect(received[0]).toBe(`${azure.blobUrl('public')}/ingress/heart-study/set/a%20b%23%C3%A9.csv`);
  expect(headers).toMatchObject({
    'aeg-event-type': 'Notification',
    'aeg-subscription-name': 'INGRESSUPLOADED',
    'aeg-delivery-count': '0',
    'aeg-metadata-version': '1',
  });
  await upload('set/a b#é.csv', 'changed');
  await eventually(() => received.length === 2);
});

test('an event is delivered again until the host takes it', async () => {
  answerWith = 503;
  await upload('retry.csv');
  await eventually(() => azure.eventGrid.status().failedAttempts > 0);
  answerWith = 202;
  await eventually(() => got().includes('retry.csv') && azure.eventGrid.status().pending === 0);
});

test('an event waits while the host is down, over a restart of the stack too', async () => {
  await host.close();
  await upload('down.csv');
  await eventually(() => azure.eventGrid.status().pending === 1);
  await azure.close();
  await start();
  await startHost();
  await azure.eventGrid.subscribe(subscription());
  await eventually(() => got().includes('down.csv'));
});

test.each([400, 401])('an answer of %i is final: the event becomes a dead letter', async (status) => {
  answerWith = status;
  const { lost } = azure.eventGrid.status();
  await upload(`lost-${status}.csv`);
  await eventually(() => azure.eventGrid.status().lost === lost + 1 && azure.eventGrid.status().pending === 0);
  const { azurite, credential } = azure.storage;
  const mails = new BlobServiceClient(`${azurite.blob}/host`, credential).getContainerClient('dead-letters');
  const found: unknown[] = [];
  for await (const { name } of mails.listBlobsFlat({ prefix: 'INGRESSUPLOADED/' })) {
    found.push(
      ...z.array(z.unknown()).parse(JSON.parse((await mails.getBlobClient(name).downloadToBuffer()).toString())),
    );
  }
  expect(found).toContainEqual(
    expect.objectContaining({
      subject: `/blobServices/default/containers/ingress/blobs/heart-study/lost-${status}.csv`,
      deadLetterReason: 'UndeliverableDueToClientError',
      lastDeliveryOutcome: `Http${status}`,
      deliveryAttempts: 1,
    }),
  );
});

test('events can come twice, in reverse and not at all', async () => {
  azure.eventGrid.setKnobs(eventKnobs.parse({ duplicate: true, reverse: true, delayMilliseconds: 600_000 }));
  await upload('1.csv');
  await eventually(() => azure.eventGrid.status().pending === 1);
  await upload('2.csv');
  await eventually(() => azure.eventGrid.status().pending === 2);
  expect(received).toEqual([]);
  azure.eventGrid.setKnobs(eventKnobs.parse({ duplicate: true, reverse: true }));
  await eventually(() => received.length === 4);
  expect(got()).toEqual(['2.csv', '2.csv', '1.csv', '1.csv']);
  azure.eventGrid.setKnobs(eventKnobs.parse({ dropEvery: 1 }));
  const { dropped } = azure.eventGrid.status();
  await upload('3.csv');
  await eventually(() => azure.eventGrid.status().dropped === dropped + 1);
  expect(got()).not.toContain('3.csv');
});

test('a webhook that does not echo the code gets no subscription, and the error keeps its key secret', async () => {
  const silent = await serve({ port: 0, handle: async () => ({ status: 200, body: {} }) });
  const wanted = { ...subscription(), name: 'silent', endpoint: `${silent.url}/hook?code=secret` };
  await expect(azure.eventGrid.subscribe(wanted)).rejects.toThrow(/did not echo/);
  await expect(azure.eventGrid.subscribe(wanted)).rejects.not.toThrow(/secret/);
  await silent.close();
});
