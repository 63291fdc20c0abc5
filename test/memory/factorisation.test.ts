import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quarterOf } from '../../src/domain/base/time.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { type Arrivals, breakers, type Chosen, fates, type Planned, play } from './outside-worlds.ts';

const alphabet = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];
const planned = fc.uniqueArray(
  fc.record({
    fate: fc.constantFrom(...fates),
    chance: fc.array(fc.constantFrom(...alphabet), { minLength: 16, maxLength: 16 }).map((all) => all.join('')),
  }),
  { minLength: 2, maxLength: 5, selector: ({ chance }) => chance },
);
const chosen: fc.Arbitrary<Omit<Chosen, 'name'>> = fc.record({
  files: fc.integer({ min: 1, max: 2 }),
  content: fc.string({ minLength: 1, maxLength: 20 }),
  marker: fc.string({ minLength: 1, maxLength: 60 }),
  broken: fc.shuffledSubarray([...breakers], { minLength: 1 }),
});

/** Everything that can be chosen inside about so many packages. */
function inside(count: number): fc.Arbitrary<Arrivals> {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return fc.record({
    order: fc.shuffledSubarray(numbers, { minLength: count }),
    pause: fc.integer({ min: 0, max: 20_000 }),
    chosen: fc
      .tuple(fc.array(chosen, { minLength: count, maxLength: count }), fc.string({ minLength: 1, maxLength: 8 }))
      .map(([all, word]) =>
        all.map((one, index) => ({ ...one, name: `p${index}-${word.replace(/[^a-z0-9]/gi, 'x')}` })),
      ),
  });
}

const pairs = planned.chain((plan: readonly Planned[]) =>
  fc.tuple(fc.constant(plan), inside(plan.length), inside(plan.length)),
);

async function compare(
  [plan, one, other]: readonly [readonly Planned[], Arrivals, Arrivals],
  adds?: (operation: Operation) => string,
): Promise<void> {
  expect(await play(plan, one, adds)).toEqual(await play(plan, other, adds));
}

describe('what leaves before an approval', () => {
  test('is the same in two worlds whose packages look the same in each quarter of an hour', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, (drawn) => compare(drawn)),
      {
        numRuns: 12,
        seed: 29,
        endOnFailure: true,
      },
    );
  });

  test('is looked at where it leaves: mails, messages, spans, pages and explanations', async () => {
    const plan = fates.map((fate, index) => ({ fate, chance: `${index}`.repeat(16) }));
    const order = plan.map((_, index) => index);
    const choice = { files: 1, content: 'x', marker: 'm', broken: [...breakers] };
    const told = await play(plan, {
      order,
      pause: 0,
      chosen: order.map((index) => ({ ...choice, name: `p${index}` })),
    });
    for (const what of ['mails', 'messages', 'pages'] as const) expect(told[0]?.[what].length).toBeGreaterThan(1);
    expect(told.flatMap(({ spans }) => spans).length).toBeGreaterThan(0);
    expect(told[0]?.mails.join()).toContain('was rejected');
    expect(told[1]?.mails.join()).toContain('Small counts');
  });

  test.each([
    ['the order of the rules that are broken', ({ problems }: Operation) => problems.map(({ rule }) => rule).join()],
    [
      'which rules are broken',
      ({ problems }: Operation) => [...new Set(problems.map(({ rule }) => rule))].toSorted().join(),
    ],
    ['a time to the millisecond', ({ since }: Operation) => since.replace(quarterOf(since), '')],
    ['what a marker says', ({ purpose = '' }: Operation) => purpose],
    [
      'how often it moved and was tried',
      ({ transfers }: Operation) => JSON.stringify(transfers.map(({ parameters }) => parameters)),
    ],
  ])('would show that %s leaves', async (_what, adds) => {
    const result = await fc.check(
      fc.asyncProperty(pairs, (drawn) => compare(drawn, adds)),
      {
        numRuns: 12,
        seed: 29,
        endOnFailure: true,
      },
    );
    expect(result.errorInstance).toMatchObject({ name: 'AssertionError' });
  });
});
