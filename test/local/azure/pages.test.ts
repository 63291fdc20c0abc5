import { ComputeManagementClient } from '@azure/arm-compute';
import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../../local/azure/faults.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { type RunningPorts, startPorts } from '../../azure/running-ports.ts';
import { anEvent, anOperation } from '../../contract/samples.ts';
import { identityCredential } from './running-azure.ts';

let running: RunningPorts;
let ports: Ports;
const names = ['a', 'b', 'c'].map((name) => `p-pages/set/${name}.csv`);
beforeAll(async () => {
  running = await startPorts();
  ports = running.ports;
  const { azurite, credential } = running.azure.storage;
  const ingress = new BlobServiceClient(`${azurite.blob}/public`, credential).getContainerClient('ingress');
  for (const name of names) await ingress.uploadBlockBlob(name, 'x', 1);
});
afterAll(() => running.stop());
afterEach(() => running.azure.faults.clear());

function plan(service: Fault['service'], kind: Fault['kind'], times: number): void {
  running.azure.faults.add({ service, kind, times, path: '', milliseconds: 0 });
}

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of list) found.push(one);
  return found;
}

describe.each(['short-page', 'empty-page'] as const)('a list that comes by %s', (kind) => {
  const service = <S>(
    client: new (url: string, credential: ReturnType<typeof identityCredential>) => S,
    url: string,
  ): S => new client(url, identityCredential(running.azure, 'id-control'));

  test('is whole for whoever follows its markers: blobs', async () => {
    const ingress = service(BlobServiceClient, running.azure.blobUrl('public')).getContainerClient('ingress');
    plan('blob', kind, 2);
    const sizes: number[] = [];
    const found: string[] = [];
    for await (const { segment } of ingress.listBlobsFlat({ prefix: 'p-pages/' }).byPage()) {
      sizes.push(segment.blobItems.length);
      found.push(...segment.blobItems.map(({ name }) => name));
    }
    expect(sizes).toEqual(kind === 'short-page' ? [1, 1, 1] : [0, 0, 3]);
    expect(found).toEqual(names);
  });

  test('is whole for whoever follows its tokens: rows', async () => {
    const table = new TableClient(
      running.azure.tableUrl('control'),
      'outbox',
      identityCredential(running.azure, 'id-control'),
    );
    for (const rowKey of ['1', '2', '3']) await table.upsertEntity({ partitionKey: kind, rowKey });
    plan('table', kind, 2);
    const sizes: number[] = [];
    const filter = `PartitionKey eq '${kind}'`;
    for await (const page of table.listEntities({ queryOptions: { filter } }).byPage()) sizes.push(page.length);
    expect(sizes).toEqual(kind === 'short-page' ? [1, 1, 1] : [0, 0, 3]);
  });

  test('is whole for our own listings, registers and decisions', async () => {
    const { listing, register, audit } = ports;
    const operations = [1, 2, 3].map(() => anOperation({ project: `pages-${kind}`, door: 'export' }));
    for (const operation of operations) await register.open(operation, []);
    await audit.append(`pages-${kind}`, [anEvent('one'), anEvent('two')]);
    const ask = async () => ({
      blobs: (await all(listing.pages('ingress', 'p-pages/'))).flatMap(({ blobs }) => blobs.map(({ path }) => path)),
      children: await all(listing.children('ingress', 'p-pages/')),
      listed: await listed(`pages-${kind}`),
      unfinished: (await all(register.unfinished()))
        .map((item) => ('operation' in item ? item.operation.id : item.broken.key))
        .sort(),
      lines: await all(audit.lines(`pages-${kind}`)),
      chains: (await all(audit.chains())).sort(),
    });
    const whole = await ask();
    expect(whole).toMatchObject({ blobs: names, children: ['set/'], listed: operations.map(({ id }) => id).sort() });
    plan('blob', kind, 40);
    plan('table', kind, 40);
    expect(await ask()).toEqual(whole);
  });
});

async function listed(project: string): Promise<string[]> {
  const found: string[] = [];
  let continuation: string | undefined;
  do {
    const page = await ports.register.list('export', project, continuation);
    found.push(...page.items.map(({ id }) => id));
    continuation = page.continuation;
  } while (continuation !== undefined);
  return found.sort();
}

test('a list of resources may begin with a page of none', async () => {
  const { azure, resources } = running;
  resources.seedMachine({
    name: 'vm-a',
    size: 'Standard_D2s_v5',
    power: 'running',
    image: 'ubuntu-24-04',
    tags: {},
  });
  const options = { endpoint: azure.armUrl, credentials: { scopes: [`${azure.armUrl}/.default`] } };
  const client = new ComputeManagementClient(identityCredential(azure, 'id-control'), azure.subscription, options);
  plan('arm', 'empty-page', 1);
  const found = await all(client.virtualMachines.listAll({ statusOnly: 'true' }));
  expect(found.map(({ name }) => name)).toEqual(['vm-a']);
});
