import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quarterOf } from '../../src/domain/base/time.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { isWhole, partOf } from '../shares.ts';
import {
  type Arrivals,
  breakers,
  type Chosen,
  earlyFates,
  type Fault,
  fates,
  type Hidden,
  type Planned,
  play,
} from './outside-worlds.ts';

/** Hundreds where everything is played. */
const mostHidden = isWhole ? 300 : 8;
const worlds = { numRuns: isWhole ? 12 : 4, seed: 29, endOnFailure: true };

const alphabet = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];
const chance = fc.array(fc.constantFrom(...alphabet), { minLength: 15, maxLength: 15 }).map((all) => all.join(''));
const selector = ({ chance: one }: Planned) => one;
/** What is told begins with another character than what is not, so that no two have one number. */
const planned = fc
  .tuple(
    fc.constantFrom(...earlyFates),
    fc.uniqueArray(fc.record({ fate: fc.constantFrom(...fates), chance }), { minLength: 1, maxLength: 4, selector }),
  )
  .map(([early, all]) => [
    { fate: early, chance: 'Z'.repeat(16) },
    ...all.map((one) => ({ ...one, chance: `0${one.chance}` })),
  ]);

const chosen: fc.Arbitrary<Omit<Chosen, 'name'>> = fc.record({
  files: fc.integer({ min: 1, max: 2 }),
  content: fc.string({ minLength: 1, maxLength: 20 }),
  marker: fc.string({ minLength: 1, maxLength: 60 }),
  broken: fc.shuffledSubarray([...breakers], { minLength: 1 }),
});
const hiddenFates = [...earlyFates, 'refused'] as const;
/** Packages of which nobody outside is told: there is one at least, since that there are more is told. */
const hidden: fc.Arbitrary<Hidden[]> = fc
  .uniqueArray(fc.record({ fate: fc.constantFrom(...earlyFates), chance, chosen }), {
    minLength: 1,
    maxLength: mostHidden,
    selector,
  })
  .map((all) =>
    all.map(({ chosen: choice, chance: one }, at) => ({
      ...choice,
      // One that is gone altogether is told of nowhere.
      fate: at === 0 ? 'rejected' : (hiddenFates[at % 3] ?? 'rejected'),
      chance: `1${one}`,
      name: `h${at}`,
    })),
  );

/** Everything that can be chosen inside about so many packages. */
function inside(count: number): fc.Arbitrary<Arrivals> {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return fc.record({
    order: fc.shuffledSubarray(numbers, { minLength: count }),
    pause: fc.integer({ min: 0, max: 20_000 }),
    hidden,
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
  fault?: Fault,
): Promise<void> {
  expect(await play(plan, one, fault)).toEqual(await play(plan, other, fault));
}

const order = fates.map((_, index) => index);
const choice = { files: 1, content: 'x', marker: 'm', broken: [...breakers] };
const everyFate = fates.map((fate, index) => ({ fate, chance: `${index}`.repeat(16) }));
/** A package of each fate, and one that is not told, with something chosen inside about each. */
const everything = (change: Partial<Chosen> = {}): Arrivals => ({
  order,
  pause: 0,
  chosen: order.map((index) => ({ ...choice, ...change, name: `p${index}` })),
  hidden: [{ ...choice, ...change, name: 'h', fate: 'rejected', chance: 'Z'.repeat(16) }],
});

describe('what leaves before an approval', () => {
  test('is the same in two worlds whose packages look the same in each quarter of an hour', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, (drawn) => compare(drawn)),
      worlds,
    );
  });

  test('is looked at where it leaves: mails, messages, telemetry, answers and what lies outside', async () => {
    const told = await play(everyFate, everything());
    const [first, second, third] = told;
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('three quarters are played');
    for (const { mails, telemetry, answers } of [first, second])
      for (const what of [mails, telemetry, answers]) expect(what.length).toBeGreaterThan(1);
    expect(first.views).toHaveLength(fates.length);
    expect(first.mails.join()).toContain('was rejected');
    expect(first.messages.length).toBeGreaterThan(0);
    expect(first.answers.join()).toContain('"more":true');
    expect([...second.mails, ...third.mails].join()).toContain('Small counts');
    expect(second.released).toHaveLength(1);
  });

  const leaks = [
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
  ] as const;
  test.each(partOf(leaks, 2))('would show that %s leaves', async (_what, adds) => {
    const result = await fc.check(
      fc.asyncProperty(pairs, (drawn) => compare(drawn, { adds })),
      { ...worlds, numRuns: 12 },
    );
    expect(result.errorInstance).toMatchObject({ name: 'AssertionError' });
  });

  test('would show that packages are told which were not frozen', async () => {
    const [one, other] = [everything(), everything({ marker: 'other' })];
    const more = { ...other, hidden: other.hidden.flatMap((h) => [h, { ...h, name: 'h2', chance: 'Y'.repeat(16) }]) };
    await compare([everyFate, one, more]);
    await expect(compare([everyFate, one, more], { endsToldPerDay: 100 })).rejects.toThrow();
  });

  test('would show that metadata leave with what is released, where pipelines preserve them', async () => {
    const pipelines = (json: string) =>
      json.replaceAll('"enableStaging":', '"preserve":["Attributes"],"enableStaging":');
    const [one, other] = [everything({ marker: 'one' }), everything({ marker: 'other' })];
    await compare([everyFate, one, other]);
    await expect(compare([everyFate, one, other], { pipelines })).rejects.toThrow('to deeply equal');
    const told = await play(everyFate, everything({ marker: 'x'.repeat(3800) }), { pipelines });
    expect(told.flatMap(({ released }) => released).join()).toContain('x'.repeat(3800));
  });
});
