import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/domain/review/decision.ts';
import { ConflictError, type DecisionStore } from '../../src/ports/records.ts';
import { aDecision, aRound, operationId } from './samples.ts';

/** What every store of decisions must do. */
export function decisionsContract(store: () => DecisionStore): void {
  describe('a store of decisions', () => {
    test('keeps the round that stands when the same number is opened again', async () => {
      const round = aRound();
      const first = await store().openRound(round);
      const again = await store().openRound({ ...round, digest: 'e'.repeat(64) });
      expect(again).toEqual(first);
      expect(await store().read(round.exportId)).toEqual({ rounds: [first], decisions: [] });
    });

    test('knows no round of an unknown export', async () => {
      expect(await store().read(operationId('export'))).toEqual({ rounds: [], decisions: [] });
    });

    test('records a decision together with its round', async () => {
      const opened = await store().openRound(aRound());
      const decision = aDecision(opened.value, 'a');
      expect(await store().record(decision, { ...opened, value: { ...opened.value, revision: 2 } })).toBe('recorded');
      const { rounds, decisions } = await store().read(opened.value.exportId);
      expect(decisions).toEqual([decision]);
      expect(rounds[0]?.value.revision).toBe(2);
    });

    test('tells a second decision by the same person from a round that changed', async () => {
      const opened = await store().openRound(aRound());
      const closing = { ...opened, value: { ...opened.value, status: 'withdrawn' as const, revision: 2 } };
      const decision = aDecision(opened.value, 'a');
      expect(await store().record(decision, opened)).toBe('recorded');
      expect(await store().record({ ...decision, choice: 'deny' }, opened)).toBe('exists');
      expect(await store().record(aDecision(opened.value, 'b'), opened)).toBe('conflict');
      await expect(store().updateRound(closing)).rejects.toThrow(ConflictError);
      const { rounds, decisions } = await store().read(opened.value.exportId);
      expect(decisions).toEqual([decision]);
      expect(rounds[0]?.value.status).toBe('open');
    });

    test('records another decision of somebody who left the round and came back', async () => {
      const opened = await store().openRound(aRound());
      const old = aDecision(opened.value, 'a', 'deny');
      expect(await store().record(old, opened)).toBe('recorded');
      const [round] = (await store().read(opened.value.exportId)).rounds;
      if (!round) throw new Error('the round is gone');
      const fresh = { ...aDecision(opened.value, 'a'), askedSince: '2026-11-25T10:00:00.000Z' };
      expect(await store().record(fresh, round)).toBe('recorded');
      expect((await store().read(opened.value.exportId)).decisions).toEqual([old, fresh]);
    });

    test('puts the next round in place of a superseded one, both or none', async () => {
      const opened = await store().openRound(aRound());
      const closed = { ...opened.value, status: 'superseded' as const, revision: 2 };
      const next = { ...opened.value, number: 2, definition: 'b'.repeat(64) };
      await store().supersede({ ...opened, value: closed }, next);
      const standing = () => store().read(opened.value.exportId);
      expect((await standing()).rounds.map(({ value }) => value)).toEqual([closed, next]);
      const late = { ...opened, value: { ...closed, revision: 3 } };
      await expect(store().supersede(late, { ...next, number: 3 })).rejects.toThrow(ConflictError);
      expect((await standing()).rounds.map(({ value }) => value)).toEqual([closed, next]);
    });

    test('keeps the last change of the people of a round', async () => {
      const opened = await store().openRound(aRound());
      const amended = {
        at: '2026-11-25T10:00:00.000Z',
        definition: 'b'.repeat(64),
        came: ['a'],
        left: [],
        revision: 2,
      };
      const stored = await store().updateRound({ ...opened, value: { ...opened.value, amended, revision: 2 } });
      expect((await store().read(opened.value.exportId)).rounds).toEqual([stored]);
    });

    test('records nothing under a round that was closed in between', async () => {
      const opened = await store().openRound(aRound());
      await store().updateRound({ ...opened, value: { ...opened.value, status: 'expired', revision: 2 } });
      expect(await store().record(aDecision(opened.value, 'a'), opened)).toBe('conflict');
      expect((await store().read(opened.value.exportId)).decisions).toEqual([]);
    });

    test('lets exactly one of two decisions at the same instant through, fifty times', async () => {
      for (let count = 0; count < 50; count += 1) {
        const opened = await store().openRound(aRound());
        const record = (letter: string): ReturnType<DecisionStore['record']> =>
          store().record(aDecision(opened.value, letter), { ...opened, value: { ...opened.value, revision: 2 } });
        const answers = await Promise.all([record('a'), record('b')]);
        expect([...answers].sort()).toEqual(['conflict', 'recorded']);
        const { rounds, decisions } = await store().read(opened.value.exportId);
        expect(decisions).toHaveLength(1);
        expect(rounds[0]?.value.revision).toBe(2);
      }
    });

    test('gives rounds and decisions in the order of their numbers', async () => {
      const exportId = operationId('export');
      for (const number of [2, 10, 1]) {
        const opened = await store().openRound(aRound({ exportId, number }));
        await store().record(aDecision(opened.value, 'a'), opened);
      }
      const { rounds, decisions } = await store().read(exportId);
      expect(rounds.map(({ value }) => value.number)).toEqual([1, 2, 10]);
      expect(decisions.map(({ round }: Decision) => round)).toEqual([1, 2, 10]);
    });

    test('writes a decision that is lost again, unless one stands', async () => {
      const round = aRound({ exportId: operationId('export') });
      await store().openRound(round);
      const decision = aDecision(round, 'a');
      await store().restore(decision);
      expect((await store().read(round.exportId)).decisions).toEqual([decision]);
      await expect(store().restore(aDecision(round, 'a', 'deny'))).rejects.toThrow(ConflictError);
    });

    test('finds a link by its hash only', async () => {
      const hash = (text: string) => createHash('sha256').update(text).digest('hex');
      const linkToken = {
        project: 'heart-study',
        exportId: operationId('export'),
        round: 1,
        approver: 'a',
        revision: 3,
      };
      await store().putHandle(hash(linkToken.exportId), linkToken);
      await store().putHandle(hash(linkToken.exportId), linkToken);
      expect(await store().getHandle(hash(linkToken.exportId))).toEqual(linkToken);
      expect(await store().getHandle(hash('other'))).toBeUndefined();
    });
  });
}
