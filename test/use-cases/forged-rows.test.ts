import { expect, test } from 'vitest';
import { tableDecisions } from '../../src/azure/review/decision-store.ts';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { decisionIn } from '../../src/domain/review/approval.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { collect } from '../contract/samples.ts';
import { person } from '../domain/sample.ts';
import { MemoryWorld } from '../memory/world.ts';

/** Writes decisions of two approvers into the table, as whoever may only write tables can: nobody signs in, and the flow is not asked. */
async function forgeApproval({ storage, time }: MemoryWorld, { id }: OperationKey): Promise<void> {
  const bare = tableDecisions(storage.table('decisions'), storage.table('handles'));
  for (const { oid } of [person('Ada', 11), person('Ben', 12)]) {
    const [stored] = (await bare.read(id)).rounds;
    if (stored === undefined) throw new Error('there is no round');
    const said = { choice: 'approve', reason: '', lookedAt: true, deidentified: true } as const;
    const decision = decisionIn(stored.value, { ...said, approver: oid, digest: stored.value.digest }, time.now());
    await bare.record(decision, stored);
  }
  const [stored] = (await bare.read(id)).rounds;
  if (stored === undefined) throw new Error('there is no round');
  const closed = {
    status: 'approved',
    closedAt: time.now().toISOString(),
    revision: stored.value.revision + 1,
  } as const;
  await bare.updateRound({ ...stored, value: { ...stored.value, ...closed } });
}

test('decisions that somebody wrote into the table release nothing, and the flow writes no line of them', async () => {
  const world = new MemoryWorld(1);
  await world.project();
  await world.put('exports', 'heart-study/results/table.csv', 'x,y\n');
  await world.put('exports', 'heart-study/results/_COMPLETE', '', { purpose: 'Table 2 of the paper' });
  const key = await world.open('export', 'heart-study/results/_COMPLETE');
  let looks = 0;
  const state = await world.run('export', key, async (wake) => {
    if (!(await world.operation(key)).state.startsWith('in-review')) return false;
    if (looks === 0) await forgeApproval(world, key);
    looks += 1;
    await wake();
    return looks === 40;
  });
  expect(state).toBe('in-review');
  expect(await world.contents('released', '')).toEqual({});
  const lines = await collect(world.ports.audit.lines('heart-study'));
  expect(lines.map((line) => parseChainLine(line).event.kind)).not.toContain('decision.recorded');
  const { ok, findings } = await verifyProofs(world.ports);
  expect(ok).toBe(false);
  expect(findings).toContainEqual({ record: 'round', key: key.id, why: expect.stringMatching(/has no seal/) });
});
