import { expect, test } from 'vitest';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { collect } from '../contract/samples.ts';
import { person } from '../domain/sample.ts';
import { forgeApproval } from '../memory/forge-approval.ts';
import { MemoryWorld } from '../memory/world.ts';

test('decisions that somebody wrote into the table release nothing, and the flow writes no line of them', async () => {
  const world = new MemoryWorld(1);
  await world.project();
  await world.put('exports', 'heart-study/results/table.csv', 'x,y\n');
  await world.put('exports', 'heart-study/results/_COMPLETE', '', { purpose: 'Table 2 of the paper' });
  const key = await world.open('export', 'heart-study/results/_COMPLETE');
  const approvers = [person('Ada', 11).oid, person('Ben', 12).oid];
  let looks = 0;
  const state = await world.run('export', key, async (wake) => {
    if (!(await world.operation(key)).state.startsWith('in-review')) return false;
    if (looks === 0) expect(await forgeApproval(world.storage, key.id, approvers, world.time.now())).toBe(true);
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
