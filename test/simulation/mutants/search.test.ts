import { describe, expect, test } from 'vitest';
import { type Ledger, misfits } from './ledger.ts';
import { replayKillers } from './replay.ts';
import { idsOf, searchKillers, taskOf } from './search.ts';
import { Toy } from './toy.ts';

const nothing: Ledger = { killers: {}, survivors: {} };
const gate = 'gate.ts mayLeave:';

async function searched(toy: Toy, ledger = nothing, seeds = 12) {
  const limits = {
    seeds: Array.from({ length: seeds }, (_, index) => index + 1),
    mostTries: 20,
    until: Number.POSITIVE_INFINITY,
    processes: 2,
  };
  return await searchKillers(toy.subject, ledger, limits, () => undefined);
}

describe('a search', () => {
  test('finds a seed for what the simulation sees, and says of the rest how it was met', async () => {
    using toy = new Toy();
    const { ledger, unsound } = await searched(toy);
    expect(unsound).toEqual([]);
    expect(ledger.killers[`${gate} yes >= 2 → always`]).toMatchObject({ property: 'nothing leaves against the rules' });
    expect(ledger.killers[`${gate} yes >= 2 → >`]).toMatchObject({ property: 'what may leave can leave' });
    expect(ledger.survivors[`${gate} name === '' → never`]).toEqual({
      why: 'unseen',
      reason: 'none of 12 seeds answers otherwise here',
    });
    expect(ledger.survivors[`${gate} names.length > 0 → always`]?.reason).toMatch(/^2 of 12 seeds answer otherwise/);
    expect(misfits(idsOf(taskOf(toy.subject)), ledger)).toEqual([]);
  });

  test('a loop without end and a fallen process are noticed', async () => {
    using toy = new Toy();
    const { killers } = (await searched(toy)).ledger;
    expect(killers['gate.ts countDown: left > 0 → always']?.property).toContain('does not end');
    expect(killers["gate.ts open: door === 'broken' → always"]?.property).toContain('RangeError: the door fell out');
  });

  test('what is known stays, what is gone goes, and a reason that a person gave is kept', async () => {
    using toy = new Toy();
    const known = { seed: 3, property: 'as before' };
    const reason = { why: 'equivalent', reason: 'names are never empty' } as const;
    const { ledger } = await searched(toy, {
      killers: { [`${gate} held → never`]: known, 'gate.ts gone: a → always': known },
      survivors: { [`${gate} name === '' → never`]: reason },
    });
    expect(ledger.killers[`${gate} held → never`]).toEqual(known);
    expect(ledger.killers['gate.ts gone: a → always']).toBeUndefined();
    expect(ledger.survivors[`${gate} name === '' → never`]).toEqual(reason);
  });

  test('a seed that breaks without any mutant kills nothing and is told', async () => {
    using toy = new Toy();
    toy.simulation((text) => text.replace('const broken: string[] = [];', "const broken = seed === 2 ? ['oh'] : [];"));
    const { ledger, unsound } = await searched(toy, nothing, 2);
    expect(unsound).toEqual(['Seed 2 breaks a property without any mutant: oh. Mend that first']);
    expect(Object.values(ledger.killers).filter(({ seed }) => seed === 2)).toEqual([]);
  });
});

describe('a replay', () => {
  test('is content with what a search found', async () => {
    using toy = new Toy();
    expect(await replayKillers(toy.subject, (await searched(toy)).ledger, 2)).toEqual([]);
  });

  test('names a mutant that lives because the simulation sees less than before', async () => {
    using toy = new Toy();
    const { ledger } = await searched(toy);
    toy.simulation((text) => text.replace('(yes < 2 || held)', 'held'));
    const wrong = await replayKillers(toy.subject, ledger, 2);
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toMatch(/yes >= 2 → always' survives seed \d+, where a property broke before/);
  });

  test('names a condition that is new and one that is gone', async () => {
    using toy = new Toy();
    const { ledger } = await searched(toy);
    toy.gate(
      'export function mayLeave(a: unknown): boolean { if (a) return true; return false; }\nexport const countDown = () => 0;\nexport const guarded = { open() {} };\n',
    );
    const wrong = await replayKillers(toy.subject, ledger, 1);
    expect(wrong).toContainEqual(expect.stringContaining(`'${gate} a → always' is new: run npm run simulate`));
    expect(wrong).toContainEqual(expect.stringContaining(`names '${gate} held → always', which is no mutant any more`));
  });

  test('names a seed that is broken without any mutant', async () => {
    using toy = new Toy();
    const { ledger } = await searched(toy);
    toy.simulation((text) => text.replace('const broken: string[] = [];', "const broken = ['oh'];"));
    const wrong = await replayKillers(toy.subject, ledger, 2);
    expect(wrong[0]).toMatch(/^Seed \d+ breaks a property without any mutant: oh/);
  });
});
