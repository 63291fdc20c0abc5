import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cover } from './covering.ts';

test('the chosen seeds meet all that any seed meets, and each of them is needed when it is chosen', () => {
  const met = fc.array(fc.array(fc.constantFrom(...'abcdefgh'), { maxLength: 4 }), { maxLength: 12 });
  fc.assert(
    fc.property(met, (sets) => {
      const metBy = new Map(sets.map((set, at) => [at + 1, set]));
      const chosen = cover(metBy);
      const reached = new Set(chosen.flatMap((seed) => metBy.get(seed) ?? []));
      expect(reached).toEqual(new Set(sets.flat()));
      expect(chosen.length).toBeLessThanOrEqual(reached.size);
    }),
  );
});
