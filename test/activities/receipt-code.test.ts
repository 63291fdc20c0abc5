import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { receiptsOf } from '../../src/activities/lifecycle/receipts.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { sampleProject } from '../domain/sample.ts';
import { MemoryWorld } from '../memory/world.ts';

test('each receipt names the code that wrote it, and is verified as any other', async () => {
  const bundle = 'b0d1e'.repeat(12);
  const world = new MemoryWorld(1, undefined, { bundle });
  await world.project({
    egress: {
      ...sampleProject().egress,
      quietSeconds: 1,
      approval: { ...sampleProject().egress.approval, required: false },
    },
  });
  await world.put('exports', 'heart-study/results/table.csv', 'x,y\n');
  await world.put('exports', 'heart-study/results/_COMPLETE', '');
  const key = await world.open('export', 'heart-study/results/_COMPLETE');
  expect(await world.run('export', key)).toBe('released');
  const receipts = Object.values(await receiptsOf(world.ports, key.id));
  expect(receipts.map((jws) => decodeJwt(jws)['bundle'])).toEqual([bundle, bundle]);
  expect(await verifyProofs(world.ports, 'heart-study')).toMatchObject({ findings: [], receipts: { bad: [] } });
});
