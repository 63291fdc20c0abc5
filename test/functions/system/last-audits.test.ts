import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chainLine, genesisHash } from '../../../src/domain/audit/chain-line.ts';
import { lastAudits } from '../../../src/functions/system/last-audits.ts';
import { fillBlob, numberedEvents, readingCost } from '../../azure/chain-samples.ts';
import { type RunningPorts, startPorts } from '../../azure/running-ports.ts';
import { anEvent, fresh } from '../../contract/samples.ts';
import { identityCredential } from '../../local/azure/running-azure.ts';

let running: RunningPorts;
let container: ContainerClient;
beforeAll(async () => {
  running = await startPorts();
  const credential = identityCredential(running.azure, 'id-control');
  container = new BlobServiceClient(running.azure.blobUrl('control'), credential).getContainerClient('audit');
});
afterAll(() => running.stop());

/** What the dashboard shows when there are these chains only. */
const shown = (...chains: string[]) =>
  lastAudits({
    ends: async () => (await running.ports.audit.ends()).filter(({ chain }) => chains.includes(chain)),
    newest: (chain, end) => running.ports.audit.newest(chain, end),
  })(new Date(minute(59)));

const minute = (number: number) => new Date(Date.UTC(2026, 10, 24, 10, number)).toISOString();

describe('the last audits', () => {
  test('are the newest twelve of all projects, newest first', async () => {
    const [left, right] = [fresh('left'), fresh('right')];
    const events = Array.from({ length: 16 }, (_, index) => anEvent(`event ${index}`, { at: minute(index) }));
    await running.ports.audit.append(left, events.slice(0, 10));
    await running.ports.audit.append(right, events.slice(10));
    const { all, compute } = await shown(left, right);
    expect(all.map(({ at }) => at)).toEqual(
      events
        .map(({ at }) => at)
        .slice(4)
        .reverse(),
    );
    expect(compute).toEqual([]);
  });

  test('tell nothing of incidents, which have pages of their own', async () => {
    const chain = fresh('beside');
    await running.ports.audit.append('_incidents', [anEvent('inc_20260301_0a1b2c3d.0', { kind: 'incident.opened' })]);
    await running.ports.audit.append(chain, [anEvent('sweep', { kind: 'sweep.asked' })]);
    expect((await shown(chain, '_incidents')).all.map(({ kind }) => kind)).toEqual(['sweep.asked']);
  });

  test('of one moment stand with the later line first', async () => {
    const chain = fresh('moment');
    const kinds = ['export.checking', 'export.freezing', 'export.in-review'];
    await running.ports.audit.append(
      chain,
      kinds.map((kind) => anEvent(kind, { kind })),
    );
    expect((await shown(chain)).all.map(({ kind }) => kind)).toEqual([...kinds].reverse());
  });

  test('about computes are found behind later ones of other kinds', async () => {
    const chain = fresh('compute');
    const drift = anEvent('drift', { kind: 'compute.drift-found', at: minute(0), data: { drift: 'dsvm-rui is off' } });
    await fillBlob(container, `${chain}/2026-11/001.jsonl`, [...numberedEvents(50), drift, ...numberedEvents(150)]);
    const { all, compute } = await shown(chain);
    expect(compute).toMatchObject([{ kind: 'compute.drift-found', data: { drift: 'dsvm-rui is off' } }]);
    expect(all.map(({ kind }) => kind)).toEqual(Array.from({ length: 12 }, () => 'ingress.copying'));
  });

  test('show a line that is no event where it stands, beside the others, and name its chain', async () => {
    const chain = fresh('edited');
    await running.ports.audit.append(chain, [anEvent('one', { at: minute(1) }), anEvent('two', { at: minute(2) })]);
    const { blob = '' } = (await running.ports.audit.head(chain)) ?? {};
    const append = (text: string) => container.getAppendBlobClient(blob).appendBlock(text, Buffer.byteLength(text));
    const broken = {
      kind: 'unreadable',
      project: chain,
      data: { message: expect.stringContaining('Verify the chain') },
    };
    await append('{"id":"three","at":"2026\n');
    expect((await shown(chain)).all).toMatchObject([
      { ...broken, at: minute(59) },
      { at: minute(2) },
      { at: minute(1) },
    ]);
    await append(`${chainLine(anEvent('four', { at: minute(4) }), genesisHash)}\nand no line feed`);
    expect((await shown(chain)).all).toMatchObject([
      { ...broken, at: minute(59) },
      { kind: 'ingress.copying', at: minute(4) },
      { ...broken, at: minute(4) },
      { at: minute(2) },
      { at: minute(1) },
    ]);
  });

  test('cost the same for a chain of 5,000 events as for one of 500', async () => {
    const [short, long] = [fresh('short'), fresh('long')];
    await fillBlob(container, `${short}/2026-11/001.jsonl`, numberedEvents(500));
    await fillBlob(container, `${long}/2026-11/001.jsonl`, numberedEvents(5000));
    const cost = await readingCost(running.azure, () => shown(long));
    expect(cost).toEqual(await readingCost(running.azure, () => shown(short)));
    expect(cost.bytes).toBeLessThanOrEqual(2 * 64 * 1024);
  });

  test('are none where no chain is', async () => {
    expect(await shown()).toEqual({ all: [], compute: [] });
    expect(await shown(fresh('never'))).toEqual({ all: [], compute: [] });
  });
});
