import { describe, expect, test } from 'vitest';
import { note, systemChain } from '../../../src/domain/audit/audit-event.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { MemoryWorld } from '../../memory/world.ts';

/** A control account that knows of no project, beside data that somebody's control plane once moved. */
async function withoutProjects(): Promise<MemoryWorld> {
  const world = new MemoryWorld(1);
  await world.ports.audit.append(systemChain, [
    note(systemChain, { id: 'swept', at: world.time.now(), kind: 'stores.begun', data: {} }),
  ]);
  await world.storage.container('secure', 'datasets').getBlockBlobClient('heart-study/flights/v1/a.csv').upload('a', 1);
  return world;
}

describe('a control account that knows of no project', () => {
  test('proves nothing where no chain has a line', async () => {
    expect(await verifyProofs(new MemoryWorld(1).ports)).toMatchObject({ ok: false, events: 0 });
  });

  test('proves nothing where data lie of which no line tells', async () => {
    const { ports } = await withoutProjects();
    const { ok, findings } = await verifyProofs(ports);
    expect({ ok, findings }).toMatchObject({ ok: false, findings: [{ record: 'head', key: systemChain }] });
  });

  test('is told once, by the first part of a verification', async () => {
    const { ports } = await withoutProjects();
    const first = await verifyProofs(ports, undefined, { until: new Date(0) });
    expect(first.findings).toHaveLength(1);
    if (first.next === undefined) throw new Error('the first part is all of it');
    expect(await verifyProofs(ports, undefined, { from: first.next })).toMatchObject({ ok: false, findings: [] });
  });
});
