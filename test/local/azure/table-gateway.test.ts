import { TableClient, TableServiceClient } from '@azure/data-tables';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningAzure } from '../../../local/azure/stack.ts';
import { factoryCredential, identityCredential, personCredential, startTestAzure } from './running-azure.ts';

let azure: RunningAzure;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ azure, stop } = await startTestAzure());
});
afterAll(() => stop());

function table(name: string, identity: string): TableClient {
  return new TableClient(azure.tableUrl('control'), name, identityCredential(azure, identity), {
    retryOptions: { maxRetries: 0 },
  });
}

test('the control plane writes rows with conditions and reads them back', async () => {
  const register = table('register', 'id-control');
  await register.createEntity({ partitionKey: "p'1", rowKey: 'ing_1', state: 'receiving' });
  await expect(register.createEntity({ partitionKey: "p'1", rowKey: 'ing_1' })).rejects.toMatchObject({
    statusCode: 409,
  });
  const { etag = '' } = await register.getEntity("p'1", 'ing_1');
  await register.updateEntity({ partitionKey: "p'1", rowKey: 'ing_1', state: 'copying' }, 'Replace', { etag });
  await expect(
    register.updateEntity({ partitionKey: "p'1", rowKey: 'ing_1', state: 'x' }, 'Replace', { etag }),
  ).rejects.toMatchObject({ statusCode: 412 });
  const rows: unknown[] = [];
  for await (const row of register.listEntities({ queryOptions: { filter: "PartitionKey eq 'p''1'" } })) rows.push(row);
  expect(rows).toEqual([expect.objectContaining({ state: 'copying' })]);
  await register.deleteEntity("p'1", 'ing_1');
});

test('a transaction goes through whole or not at all', async () => {
  const decisions = table('decisions', 'id-control');
  await decisions.submitTransaction([
    ['create', { partitionKey: 'exp_1', rowKey: 'round' }],
    ['create', { partitionKey: 'exp_1', rowKey: 'ada' }],
  ]);
  await expect(
    decisions.submitTransaction([
      ['create', { partitionKey: 'exp_1', rowKey: 'ben' }],
      ['create', { partitionKey: 'exp_1', rowKey: 'ada' }],
    ]),
  ).rejects.toMatchObject({ statusCode: 409 });
  await expect(decisions.getEntity('exp_1', 'ben')).rejects.toMatchObject({ statusCode: 404 });
});

const wide = (properties: number) => Object.fromEntries(Array.from({ length: properties }, (_, at) => [`p${at}`, 'x']));
const heavy = (columns: number) =>
  Object.fromEntries(Array.from({ length: columns }, (_, at) => [`d${at}`, 'x'.repeat(32_000)]));

test.each([
  ['more than a mebibyte', heavy(17), 'EntityTooLarge'],
  ['253 properties', wide(253), 'TooManyProperties'],
  ['a property whose name is no identifier', { 'a-b': 'x' }, 'PropertyNameInvalid'],
  ['a property name of 256 characters', { ['p'.repeat(256)]: 'x' }, 'PropertyNameTooLong'],
])('a row with %s is refused, alone and in a transaction', async (_what, columns, code) => {
  const row = { partitionKey: 'limits', rowKey: 'too much', ...columns };
  const refused = { statusCode: 400, details: { odataError: { code } } };
  await expect(table('register', 'id-control').createEntity(row)).rejects.toMatchObject(refused);
  await expect(table('register', 'id-control').submitTransaction([['create', row]])).rejects.toMatchObject({
    statusCode: 400,
  });
});

test('rows at the limits are taken', async () => {
  const register = table('register', 'id-control');
  await register.createEntity({ partitionKey: 'limits', rowKey: 'heavy', ...heavy(16) });
  await register.submitTransaction([['create', { partitionKey: 'limits', rowKey: 'wide', ...wide(252) }]]);
});

test('no other identity and no person reaches the tables, in a transaction either', async () => {
  const refused = { statusCode: 403, details: { odataError: { code: 'AuthorizationPermissionMismatch' } } };
  await expect(table('register', 'id-trigger').getEntity('a', 'b')).rejects.toMatchObject(refused);
  await expect(
    new TableClient(azure.tableUrl('control'), 'register', factoryCredential(azure)).submitTransaction([
      ['create', { partitionKey: 'a', rowKey: 'b' }],
    ]),
  ).rejects.toMatchObject({ statusCode: 403 });
  const person = new TableClient(azure.tableUrl('control'), 'decisions', personCredential(azure, 'ada'));
  await expect(person.createEntity({ partitionKey: 'a', rowKey: 'b' })).rejects.toMatchObject(refused);
});

test("the host's own identity makes tables in its account only", async () => {
  const credential = identityCredential(azure, 'id-host');
  await new TableServiceClient(azure.tableUrl('host'), credential).createTable('TestHubInstances');
  await expect(
    new TableServiceClient(azure.tableUrl('control'), credential).createTable('Other'),
  ).rejects.toMatchObject({ statusCode: 403 });
});
