import { inspect } from 'node:util';
import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operationRowKey } from '../../src/azure/operation/operation-row.ts';
import { tableRegister } from '../../src/azure/operation/register.ts';
import { absencesContract } from '../contract/absences-contract.ts';
import { changesContract } from '../contract/changes-contract.ts';
import { decisionsContract } from '../contract/decisions-contract.ts';
import { dutiesContract } from '../contract/duties-contract.ts';
import { holdsContract } from '../contract/holds-contract.ts';
import { hoursContract } from '../contract/hours-contract.ts';
import { keptMailsContract } from '../contract/kept-mails-contract.ts';
import { signInsContract } from '../contract/last-sign-in-contract.ts';
import { looksContract } from '../contract/looks-contract.ts';
import { mailBudgetsContract } from '../contract/mail-budgets-contract.ts';
import { mailPaceContract } from '../contract/mail-pace-contract.ts';
import { outboxContract } from '../contract/outbox-contract.ts';
import { overviewContract } from '../contract/overview-contract.ts';
import { peopleContract } from '../contract/people-contract.ts';
import { refusedContract } from '../contract/refused-contract.ts';
import { registerContract } from '../contract/register-contract.ts';
import { remarksContract } from '../contract/remarks-contract.ts';
import { repairContract } from '../contract/repair-contract.ts';
import { requestsContract } from '../contract/requests-contract.ts';
import { anOperation, collect, fresh } from '../contract/samples.ts';
import { scanVerdictsContract } from '../contract/scan-verdicts-contract.ts';
import { tableContract } from '../contract/table-contract.ts';
import { takesContract } from '../contract/takes-contract.ts';
import { weekContract } from '../contract/week-contract.ts';
import { identityCredential } from '../local/azure/running-azure.ts';
import { type RunningPorts, startPorts } from './running-ports.ts';

let running: RunningPorts;
beforeAll(async () => {
  running = await startPorts();
});
afterAll(() => running.stop());

tableContract(
  () => new TableClient(running.azure.tableUrl('control'), 'register', identityCredential(running.azure, 'id-control')),
);
registerContract(() => running.ports.register);
repairContract(() => running.ports.register);
decisionsContract(() => running.ports.decisions);
remarksContract(() => running.ports.remarks);
overviewContract(() => running.ports.overview);
weekContract(() => running.ports.weeks);
hoursContract(() => running.ports.hours);
looksContract(() => running.ports.looks);
changesContract(() => running.ports.changes);
refusedContract(() => running.ports.refused);
holdsContract(() => running.ports.holds);
outboxContract(() => running.ports.outbox);
mailBudgetsContract(() => running.ports.mailBudgets);
mailPaceContract(() => running.ports.mailPace);
keptMailsContract(() => running.ports.keptMails);
requestsContract(() => running.ports.requests);
absencesContract(() => running.ports.absences);
dutiesContract(() => running.ports.duties);
takesContract(() => running.ports.takes);
signInsContract(() => running.ports.signIns);
peopleContract(() => running.ports.people);
scanVerdictsContract(() => running.ports.scanVerdicts);

test('the register goes over pages of the table with its own tokens', async () => {
  const { azure } = running;
  const table = new TableClient(azure.tableUrl('control'), 'register', identityCredential(azure, 'id-control'));
  const register = tableRegister(table, 2);
  const project = fresh('paged');
  for (let count = 0; count < 5; count += 1) {
    await register.open(anOperation({ project, id: `exp_01ARZ3NDEKTSV4RRFFQ69G5FA${count}`, door: 'export' }), []);
  }
  const sizes: number[] = [];
  let continuation: string | undefined;
  do {
    const page = await register.list('export', project, continuation);
    sizes.push(page.items.length);
    continuation = page.continuation;
  } while (continuation !== undefined);
  expect(sizes).toEqual([2, 2, 1]);
});

test('an opening whose answer is lost counts as opened', async () => {
  const operation = anOperation();
  running.azure.faults.add({ service: 'table', path: 'batch', times: 1, kind: 'lost-answer', milliseconds: 0 });
  expect(await running.ports.register.open(operation, [])).toEqual({ opened: true });
});

test('an error names what was tried and carries no token', async () => {
  const { azure } = running;
  const stranger = new TableClient(azure.tableUrl('control'), 'register', identityCredential(azure, 'id-trigger'));
  const operation = anOperation();
  const error: unknown = await tableRegister(stranger)
    .open(operation, [])
    .catch((thrown: unknown) => thrown);
  expect(String(error)).toContain(`Could not open ${operation.id} for heart-study/${operation.name}`);
  expect(inspect(error, { depth: 9 })).not.toMatch(/eyJ[\w-]+\./);
});

test('rows that cannot be read, or stand under the key of another name, are given with their keys', async () => {
  const { azure } = running;
  const table = new TableClient(azure.tableUrl('control'), 'register', identityCredential(azure, 'id-control'));
  const operation = anOperation({ project: fresh('unreadable') });
  const { project } = operation;
  await running.ports.register.open(operation, []);
  const [name] = await collect(running.ports.register.following(project));
  if (name === undefined) throw new Error('no name is held');
  await table.updateEntity({ partitionKey: project, rowKey: name.key, id: operation.id, name: 'another' }, 'Replace');
  await table.createEntity({ partitionKey: project, rowKey: 'dataset:00', latest: 'many' });
  expect(await collect(running.ports.register.following(project))).toMatchObject([
    { kind: 'unreadable', of: 'name', key: name.key },
    { kind: 'unreadable', of: 'version', key: 'dataset:00' },
  ]);
  const rowKey = operationRowKey(operation.id) ?? '';
  await table.updateEntity({ partitionKey: project, rowKey, data: '{"id":' }, 'Replace');
  const standing = await running.ports.register.standing(operation);
  expect(standing).toMatchObject({ problem: expect.stringContaining(rowKey) });
  await running.ports.register.restore(operation, standing?.etag ?? '');
  expect((await running.ports.register.get(operation))?.value).toEqual(operation);
});
