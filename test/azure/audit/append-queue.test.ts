import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuditPlace, blobAuditLog } from '../../../src/azure/audit/audit-log.ts';
import type { AuditLog } from '../../../src/ports/audit.ts';
import { idsOf, verdict } from '../../contract/audit-contract.ts';
import { anEvent, fresh } from '../../contract/samples.ts';
import { identityCredential } from '../../local/azure/running-azure.ts';
import { auditPlace } from '../chain-samples.ts';
import { type RunningPorts, startPorts } from '../running-ports.ts';

let running: RunningPorts;
let place: AuditPlace;

beforeAll(async () => {
  running = await startPorts();
  const { azure } = running;
  const retryOptions = { maxRetries: 0 };
  const heads = new TableClient(azure.tableUrl('control'), 'heads', identityCredential(azure, 'id-control'), {
    retryOptions,
  });
  const clock = { now: () => new Date('2026-11-24T10:00:00Z') };
  place = { ...auditPlace(azure, clock), heads, blocksPerBlob: 1000 };
});
afterAll(() => running.stop());

/** A log on a chain that has begun. */
async function begun(chain: string): Promise<AuditLog> {
  const audit = blobAuditLog(place);
  await audit.append(chain, [anEvent('first')]);
  return audit;
}

/** How many requests it took that so many writers of one process append one event each at once. */
async function requestsOf(writers: number): Promise<number> {
  const chain = fresh('cost');
  const audit = await begun(chain);
  running.azure.ledger.clear();
  await Promise.all(Array.from({ length: writers }, (_, index) => audit.append(chain, [anEvent(`event ${index}`)])));
  const requests = running.azure.ledger.entries().reduce((sum, { count }) => sum + count, 0);
  expect(await verdict(audit, chain)).toMatchObject({ ok: true, count: writers + 1 });
  return requests;
}

describe('writers of one process who append to one chain at once', () => {
  test('go together: the first alone, all others with the next append', async () => {
    // Look for the event, append, head with the event; then the same once for all others, with a look for each of them.
    expect(await requestsOf(1)).toBe(3);
    expect(await requestsOf(10)).toBe(3 + 2 + 9);
    expect(await requestsOf(40)).toBe(3 + 2 + 39);
  });

  test('are told once their events stand in the chain, in the order in which they came', async () => {
    const chain = fresh('order');
    const audit = await begun(chain);
    const ids = Array.from({ length: 120 }, (_, index) => `event ${index}`);
    const told: string[] = [];
    const append = async (id: string) => {
      await audit.append(chain, [anEvent(id)]);
      told.push(id);
    };
    await Promise.all(ids.map(append));
    expect(told).toEqual(ids);
    expect(await idsOf(audit, chain)).toEqual(['first', ...ids]);
  });

  test('do not fail with one of them whose event no chain can hold', async () => {
    const chain = fresh('bad');
    const audit = await begun(chain);
    const huge = anEvent('huge', { data: { text: 'x'.repeat(1024 * 1024) } });
    const outcomes = await Promise.allSettled([
      audit.append(chain, [anEvent('one')]),
      audit.append(chain, [anEvent('')]),
      audit.append(chain, [anEvent('two'), huge]),
      audit.append(chain, [anEvent('three')]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { message: expect.stringContaining('id: Too small') } });
    expect(outcomes[2]).toMatchObject({ reason: { message: expect.stringMatching(/"huge": its line has \d+ bytes/) } });
    expect(await idsOf(audit, chain)).toEqual(['first', 'one', 'three']);
  });

  test('are all told when their append failed, and a repeat finds what was written by then', async () => {
    const chain = fresh('failed');
    const audit = await begun(chain);
    // The lines stand in the blob and the head was never moved over them, as after a kill between the two.
    running.azure.faults.add({ service: 'table', path: 'batch', times: 1, kind: 'unavailable', milliseconds: 0 });
    const ids = Array.from({ length: 8 }, (_, index) => `event ${index}`);
    const all = () => Promise.allSettled(ids.map((id) => audit.append(chain, [anEvent(id)])));
    expect((await all()).map(({ status }) => status)).toEqual(['rejected', ...ids.slice(1).map(() => 'fulfilled')]);
    expect((await all()).every(({ status }) => status === 'fulfilled')).toBe(true);
    expect((await idsOf(audit, chain)).sort()).toEqual(['first', ...ids].sort());
    expect(await verdict(audit, chain)).toMatchObject({ ok: true, count: 9 });
  });

  test('and those of three other processes write each event once', async () => {
    const chain = fresh('many');
    await begun(chain);
    const logs = Array.from({ length: 4 }, () => blobAuditLog(place));
    const ids = Array.from({ length: 80 }, (_, index) => `event ${index}`);
    await Promise.all(ids.map((id, index) => logs[index % 4]?.append(chain, [anEvent(id)])));
    const audit = blobAuditLog(place);
    expect((await idsOf(audit, chain)).sort()).toEqual(['first', ...ids].sort());
    expect(await verdict(audit, chain)).toMatchObject({ ok: true, count: 81 });
  });
});
