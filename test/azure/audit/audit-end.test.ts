import type { ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blobAuditLog } from '../../../src/azure/audit/audit-log.ts';
import { type AuditEvent, chainLine, parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { anEvent, collect, fresh } from '../../contract/samples.ts';
import { auditPlace, fillBlob, numberedEvents, readingCost } from '../chain-samples.ts';
import { type RunningPorts, startPorts } from '../running-ports.ts';

let running: RunningPorts;
let place: ReturnType<typeof auditPlace>;
let container: ContainerClient;
let now = new Date('2026-11-24T10:00:00Z');

beforeAll(async () => {
  running = await startPorts();
  place = auditPlace(running.azure, { now: () => now });
  container = place.container;
});
afterAll(() => running.stop());

const audit = (bytesPerRead: number) => blobAuditLog({ ...place, bytesPerRead });
const idOf = (line: string) => parseChainLine(line).event.id;

const fill = (blob: string, events: readonly AuditEvent[]) => fillBlob(container, blob, events);
const cost = (work: () => Promise<unknown>) => readingCost(running.azure, work);

async function last(chain: string, count: number, bytesPerRead: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const line of audit(bytesPerRead).newest(chain)) {
    ids.push(idOf(line));
    if (ids.length === count) break;
  }
  return ids;
}

describe('the end of a chain', () => {
  test('is the chain in the opposite order, over blobs and months, however many bytes are read at a time', async () => {
    const chain = fresh('months');
    const texts = ['', 'ü', '😀😀😀', 'x'.repeat(700), '\u2028', '€'.repeat(333), 'plain'];
    for (const [index, text] of [...texts, ...texts].entries()) {
      now = new Date(Date.UTC(2026, 10 + Math.floor(index / 6), 24));
      await audit(64).append(chain, [anEvent(`event ${index}`, { data: { text } })]);
    }
    const lines = await collect(audit(64).lines(chain));
    const months = lines.map((line) => parseChainLine(line).event.data['blob']).filter((blob) => blob !== undefined);
    expect(months.map((blob) => `${blob}`.slice(chain.length))).toEqual(
      ['2026-11/002', '2026-12/001', '2026-12/002', '2027-01/001'].map((name) => `/${name}.jsonl`),
    );
    for (const bytesPerRead of [61, 62, 63, 64, 509, 4096, 1_000_000]) {
      expect(await collect(audit(bytesPerRead).newest(chain))).toEqual([...lines].reverse());
    }
  });

  test('is nothing where a first writer made the blob and died', async () => {
    const chain = fresh('made');
    await container.getAppendBlobClient(`${chain}/2026-11/001.jsonl`).create();
    expect(await collect(audit(64).newest(chain))).toEqual([]);
  });

  test('begins with lines that their writer did not live to count', async () => {
    const chain = fresh('crash');
    await audit(64).append(chain, [anEvent('one')]);
    const { blob = '', hash = '' } = (await audit(64).head(chain)) ?? {};
    const line = chainLine(anEvent('two'), hash);
    await container.getAppendBlobClient(blob).appendBlock(`${line}\n`, Buffer.byteLength(line) + 1);
    expect(await last(chain, 9, 64)).toEqual(['two', 'one']);
  });

  test('stays what it was for a reader who is under way while others append', async () => {
    const chain = fresh('growing');
    await audit(64).append(chain, [anEvent('one'), anEvent('two')]);
    const reader = audit(64).newest(chain);
    const ids: string[] = [];
    for await (const line of reader) {
      if (ids.push(idOf(line)) === 1) await audit(64).append(chain, [anEvent('three')]);
    }
    expect(ids).toEqual(['two', 'one']);
  });
});

describe('reading the end of a chain', () => {
  const range = 8 * 1024;

  test('costs the same for a chain of 3,000 lines as for one of 40: one range of the newest blob', async () => {
    const [short, long] = [fresh('short'), fresh('long')];
    await fill(`${short}/2026-11/001.jsonl`, numberedEvents(40));
    await fill(`${long}/2026-11/001.jsonl`, numberedEvents(3000));
    const costs = [];
    for (const chain of [short, long]) costs.push(await cost(() => last(chain, 12, range)));
    expect(costs).toEqual([short, long].map(() => ({ reads: 1, bytes: range, listings: 2 })));
    expect(await last(long, 3, range)).toEqual(['event 3000', 'event 2999', 'event 2998']);
  });

  test('goes on in the blob before when the newest has too few lines, and no further', async () => {
    const chain = fresh('boundary');
    const parts = [numberedEvents(500), numberedEvents(1000).slice(500), numberedEvents(1003).slice(1000)];
    const blobs = ['2025-12/001', '2026-10/001', '2026-11/001'].map((name) => `${chain}/${name}.jsonl`);
    for (const [index, blob] of blobs.entries()) await fill(blob, parts[index] ?? []);
    const { contentLength: newest = 0 } = await container.getBlobClient(blobs[2] ?? '').getProperties();
    const spent = await cost(async () =>
      expect(await last(chain, 5, range)).toEqual([1003, 1002, 1001, 1000, 999].map((number) => `event ${number}`)),
    );
    expect(spent).toEqual({ reads: 2, bytes: newest + range, listings: 3 });
  });

  test('takes as many ranges as the lines need, and nothing before somebody asks', async () => {
    const chain = fresh('wide');
    const wide = [anEvent('narrow'), anEvent('wide', { data: { text: 'x'.repeat(3 * range) } }), anEvent('last')];
    await fill(`${chain}/2026-11/001.jsonl`, [...numberedEvents(500), ...wide]);
    expect(await cost(async () => audit(range).newest(chain))).toEqual({ reads: 0, bytes: 0, listings: 0 });
    expect(await cost(() => last(chain, 1, range))).toMatchObject({ reads: 1, bytes: range });
    expect(await cost(() => last(chain, 2, range))).toMatchObject({ reads: 4, bytes: 4 * range });
    expect(await last(chain, 4, range)).toEqual(['last', 'wide', 'narrow', 'event 500']);
  });
});
