import { expect, test } from 'vitest';
import type { LookRight } from '../../src/ports/look-right.ts';

/** Two adapters of the same place. */
export function lookRightContract(pair: () => readonly [LookRight, LookRight]): void {
  test('one process at a time has the right to look', async () => {
    const [one, other] = pair();
    const held = await one.take();
    expect(await other.take()).toBeUndefined();
    await held?.giveBack();
    const next = await other.take();
    expect(next?.lost.aborted).toBe(false);
    await next?.giveBack();
  });
}
