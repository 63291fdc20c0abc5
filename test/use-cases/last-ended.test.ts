import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { lastEnded } from '../../src/use-cases/overview/see-everything.ts';

test('a list that is refused while projects are still being read is no rejection that nobody awaits', async () => {
  const unawaited: unknown[] = [];
  const note = (reason: unknown) => unawaited.push(reason);
  process.on('unhandledRejection', note);
  const register = {
    async *projects() {
      yield 'one-study';
      await nextTurn();
      await nextTurn();
      yield 'other-study';
    },
    list: async () => {
      throw new Error('the table is busy');
    },
  };
  await expect(lastEnded(register, 50)).rejects.toThrow('the table is busy');
  process.off('unhandledRejection', note);
  expect(unawaited).toEqual([]);
});
