import { TableClient, type TableEntityResult } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuditPlace, blobAuditLog } from '../../../src/azure/audit/audit-log.ts';
import { hashedKey } from '../../../src/azure/base/table-key.ts';
import { openingEventId } from '../../../src/domain/audit/audit-event.ts';
import { idsOf, verdict } from '../../contract/audit-contract.ts';
import { anEvent, fresh, operationId } from '../../contract/samples.ts';
import { identityCredential } from '../../local/azure/running-azure.ts';
import { auditPlace } from '../chain-samples.ts';
import { type RunningPorts, startPorts } from '../running-ports.ts';

let running: RunningPorts;
let place: AuditPlace;
let heads: TableClient;

beforeAll(async () => {
  running = await startPorts();
  const { azure } = running;
  const credential = identityCredential(azure, 'id-control');
  heads = new TableClient(azure.tableUrl('control'), 'heads', credential, { retryOptions: { maxRetries: 0 } });
  const clock = { now: () => new Date('2026-11-24T10:00:00Z') };
  place = { ...auditPlace(azure, clock), heads, blocksPerBlob: 1000 };
});
afterAll(() => running.stop());

/** A process with a log of its own. */
function aProcess() {
  const audit = blobAuditLog(place);
  return {
    audit,
    append: (chain: string, ...ids: string[]) =>
      audit.append(
        chain,
        ids.map((id) => anEvent(id)),
      ),
  };
}

/** The steps of an operation as ids of events; the first opens it. */
function stepsOf(operation: string) {
  return { opened: openingEventId(operation), step: (name: string) => `${operation}.${name}` };
}

async function requestsOf(work: () => Promise<unknown>): Promise<number> {
  running.azure.ledger.clear();
  await work();
  return running.azure.ledger.entries().reduce((sum, { count }) => sum + count, 0);
}

async function rowsOf(chain: string): Promise<TableEntityResult<Record<string, unknown>>[]> {
  const rows: TableEntityResult<Record<string, unknown>>[] = [];
  for await (const row of heads.listEntities()) if (row.partitionKey === chain) rows.push(row);
  return rows;
}

/** Lets the rows of the chain be as they were. */
async function putBack(chain: string, rows: readonly TableEntityResult<Record<string, unknown>>[]): Promise<void> {
  for (const { partitionKey = '', rowKey = '' } of await rowsOf(chain)) await heads.deleteEntity(partitionKey, rowKey);
  for (const { etag: _, timestamp: __, partitionKey = chain, rowKey = '', ...row } of rows)
    await heads.createEntity({ partitionKey, rowKey, ...row });
}

/** Puts the rows of events where the first version kept them. */
async function asInFirstVersion(chain: string, ids: readonly string[]): Promise<void> {
  for await (const { partitionKey = '', rowKey = '', id } of heads.listEntities())
    if (partitionKey === chain && typeof id === 'string' && ids.includes(id)) {
      await heads.deleteEntity(partitionKey, rowKey);
      await heads.createEntity({ partitionKey, rowKey: `event:${hashedKey(id)}`, id });
    }
}

describe('a process that was the last to write to a chain', () => {
  test('sends two requests for an event of an operation whose events it knows', async () => {
    const { append } = aProcess();
    const [chain, { opened, step }] = [fresh('known'), stepsOf(operationId('export'))];
    await append(chain, opened);
    expect(await requestsOf(() => append(chain, step('one')))).toBe(2);
    expect(await requestsOf(() => append(chain, step('two'), step('three')))).toBe(2);
    expect(await requestsOf(() => append(chain, step('two'), step('one')))).toBe(0);
  });

  test('asks once for what an operation that others opened has brought, and keeps each event once', async () => {
    const [one, other] = [aProcess(), aProcess()];
    const [chain, { opened, step }] = [fresh('others'), stepsOf(operationId('export'))];
    await one.append(chain, opened, step('one'));
    await other.append(chain, 'of no operation');
    expect(await requestsOf(() => other.append(chain, step('one')))).toBe(1);
    expect(await requestsOf(() => other.append(chain, step('two')))).toBe(2);
    expect(await idsOf(one.audit, chain)).toEqual([opened, step('one'), 'of no operation', step('two')]);
  });

  test('finds what others have written since, in whatever turns they write', async () => {
    const [one, other] = [aProcess(), aProcess()];
    const [chain, { opened, step }] = [fresh('turns'), stepsOf(operationId('export'))];
    await one.append(chain, opened);
    const expected = [opened];
    for (let turn = 0; turn < 6; turn += 1) {
      const [writer, repeater] = turn % 3 === 0 ? [one, other] : [other, one];
      await writer.append(chain, step(`turn ${turn}`), `${turn}`);
      await repeater.append(chain, step(`turn ${turn}`), `${turn}`);
      expected.push(step(`turn ${turn}`), `${turn}`);
    }
    expect(await idsOf(one.audit, chain)).toEqual(expected);
    expect(await verdict(one.audit, chain)).toMatchObject({ ok: true, count: expected.length });
  });

  test('knows again what it may trust once the others have stopped', async () => {
    const [one, other] = [aProcess(), aProcess()];
    const [chain, { opened, step }] = [fresh('alone'), stepsOf(operationId('export'))];
    await one.append(chain, opened);
    await other.append(chain, step('other'));
    for (const name of ['met', 'read', 'alone']) await one.append(chain, step(name));
    expect(await requestsOf(() => one.append(chain, step('two requests')))).toBe(2);
    expect(await verdict(one.audit, chain)).toMatchObject({ ok: true, count: 6 });
  });

  test.each(['lost-answer', 'unavailable'] as const)(
    'remembers nothing after an append that failed: %s',
    async (kind) => {
      const { audit, append } = aProcess();
      const [chain, { opened, step }] = [fresh('failed'), stepsOf(operationId('export'))];
      await append(chain, opened);
      running.azure.faults.add({ service: 'table', path: 'batch', times: 1, kind, milliseconds: 0 });
      await expect(append(chain, step('one'))).rejects.toThrow('move the head');
      await append(chain, step('two'), step('one'));
      expect(await idsOf(audit, chain)).toEqual([opened, step('one'), step('two')]);
      expect(await verdict(audit, chain)).toMatchObject({ ok: true, count: 3 });
    },
  );

  test('goes by the lines where the table was put back since', async () => {
    const [one, other] = [aProcess(), aProcess()];
    const [chain, { opened, step }] = [fresh('put-back'), stepsOf(operationId('export'))];
    await one.append(chain, opened);
    const before = await rowsOf(chain);
    await one.append(chain, step('1.complete'), 'of no operation');
    // It knows the end from now on, and nothing of the operation.
    await other.append(chain, 'of the other');
    await putBack(chain, before);
    await expect(other.append(chain, step('1.fail'))).rejects.toThrow(`${step('1.complete')} stands there`);
    await other.append(chain, 'of no operation', step('2.passed'));
    const expected = [opened, step('1.complete'), 'of no operation', 'of the other', step('2.passed')];
    expect(await idsOf(other.audit, chain)).toEqual(expected);
    expect(await verdict(other.audit, chain)).toMatchObject({ ok: true, count: expected.length });
  });

  test('writes one line at most once the head is gone', async () => {
    const { audit, append } = aProcess();
    const [chain, { opened, step }] = [fresh('headless'), stepsOf(operationId('export'))];
    await append(chain, opened);
    await heads.deleteEntity(chain, 'head');
    for (const name of ['one', 'two', 'three']) await expect(append(chain, step(name))).rejects.toThrow('no head');
    expect(await idsOf(audit, chain)).toEqual([opened, step('one')]);
  });
});

describe('events that the first version wrote', () => {
  test('are found under its keys, and stand once', async () => {
    const [before, after] = [aProcess(), aProcess()];
    const [chain, { opened, step }] = [fresh('first'), stepsOf(operationId('ingress'))];
    const events = [opened, step('one'), 'of no operation'];
    await before.append(chain, ...events);
    await asInFirstVersion(chain, events);
    await after.append(chain, step('one'), step('two'), opened, 'of no operation');
    await aProcess().append(chain, step('two'), step('one'));
    expect(await idsOf(after.audit, chain)).toEqual([...events, step('two')]);
    expect(await Promise.all([...events, step('two')].map((id) => after.audit.holds(chain, id)))).not.toContain(false);
    const known = await after.audit.knownEvents(chain);
    expect(known.count).toBe(4);
    expect([...events, step('two'), step('three')].map((id) => known.has(id))).toEqual([true, true, true, true, false]);
  });
});

test('whoever is overtaken in moving the head, into another month, knows anew what the chain holds', async () => {
  const chain = fresh('months');
  const { opened, step } = stepsOf(operationId('export'));
  let now = new Date('2026-11-30T23:59:00Z');
  let meanwhile: (() => Promise<void>) | undefined;
  const held: TableClient = Object.create(heads, {
    submitTransaction: {
      value: async (...given: Parameters<TableClient['submitTransaction']>) => {
        const work = meanwhile;
        meanwhile = undefined;
        await work?.();
        return await heads.submitTransaction(...given);
      },
    },
  });
  const clock = { now: () => now };
  const log = (table: TableClient) => blobAuditLog({ ...place, clock, heads: table });
  const [first, second] = [log(held), log(heads)];
  const append = async (audit: typeof first, ...ids: string[]) =>
    await audit.append(
      chain,
      ids.map((id) => anEvent(id)),
    );
  await append(first, opened);
  await append(first, step('known'));
  meanwhile = async () => {
    now = new Date('2026-12-01T00:01:00Z');
    await append(second, step('by the other'));
    await append(second, 'another');
  };
  await append(first, step('overtaken'));
  await append(first, step('by the other'));
  const ids = await idsOf(first, chain);
  expect(ids.filter((id) => id === step('by the other'))).toHaveLength(1);
});
