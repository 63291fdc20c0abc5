import { expect, test } from 'vitest';
import { chainStart } from '../../src/domain/audit/audit-chain.ts';
import { decisionEvent } from '../../src/domain/review/decision-event.ts';
import { LineCheck } from '../../src/features/verification/verify-lines.ts';
import { aDecision, aRound } from '../contract/samples.ts';
import { MemoryWorld } from '../memory/world.ts';

test('whoever left a round, came again and decided again has two true lines in the audit', async () => {
  const { ports } = new MemoryWorld(1);
  const opened = await ports.decisions.openRound(aRound());
  const first = aDecision(opened.value, 'a');
  const again = { ...first, askedSince: '2026-11-25T10:00:00.000Z', at: '2026-11-25T12:00:00.000Z' };
  expect(await ports.decisions.record(first, opened)).toBe('recorded');
  const [stored = opened] = (await ports.decisions.read(first.exportId)).rounds;
  expect(await ports.decisions.record(again, stored)).toBe('recorded');

  const sources = { ports, receipts: async () => undefined };
  const check = new LineCheck(sources, sources, first.project);
  for (const decision of [first, again]) check.take(decisionEvent(decision), chainStart(undefined));
  expect(await check.checkTaken()).toEqual([]);
  const told = decisionEvent(again);
  check.take({ ...told, data: { ...told.data, choice: 'deny' } }, chainStart(undefined));
  expect(await check.checkTaken()).toMatchObject([{ finding: { why: 'It does not say what the audit tells' } }]);
});
