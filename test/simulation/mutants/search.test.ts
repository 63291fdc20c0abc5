import { beforeAll, describe, expect, test } from 'vitest';
import type { Job, Outcome } from './job.ts';
import { type Ledger, misfits, unnoticed } from './ledger.ts';
import { replayKillers } from './replay.ts';
import { Runner } from './runner.ts';
import { type Found, idsOf, searchKillers, taskOf } from './search.ts';
import { Toy } from './toy.ts';

const gate = 'gate.ts mayLeave:';
const nothing: Ledger = { killers: {}, survivors: {} };

async function searched(toy: Toy, seeds: readonly number[], ledger = nothing): Promise<Found> {
  const limits = { seeds, mostTries: 20, until: Number.POSITIVE_INFINITY, processes: 2 };
  return await searchKillers(toy.subject, ledger, limits, () => undefined);
}

/** What a search finds about the toy as it is. */
let found: Found;
beforeAll(async () => {
  using toy = new Toy();
  found = await searched(toy, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

describe('a search', () => {
  test('finds a seed for what the simulation sees, and says of the rest how it was met', () => {
    using toy = new Toy();
    const { killers, survivors } = found.ledger;
    expect(found.unsound).toEqual([]);
    expect(killers[`${gate} yes >= 2 → always`]).toMatchObject({ property: 'nothing leaves against the rules' });
    expect(killers[`${gate} yes >= 2 → >`]).toMatchObject({ property: 'what may leave can leave' });
    expect(survivors[`${gate} name === '' → never`]).toEqual({
      why: 'unseen',
      reason: 'none of 9 seeds answers otherwise here',
    });
    expect(survivors[`${gate} names.length > 0 → always`]?.reason).toMatch(/^2 of 9 seeds answer otherwise/);
    expect(misfits(idsOf(taskOf(toy.subject)), found.ledger)).toEqual([]);
  });

  test('notices a run that never ends, and one that brings its process down', () => {
    const { killers, survivors } = found.ledger;
    expect(killers['gate.ts countDown: left > 0 → always']?.property).toContain('does not end');
    expect(killers["gate.ts open: door === 'broken' → always"]?.property).toContain('RangeError: the door fell out');
    expect(killers["gate.ts open: door === 'bricked up' → always"]?.property).toContain('waits for what never comes');
    expect(survivors["gate.ts open: door === 'turning' → always"]?.why).toBe('stuck');
  });

  test('keeps what is known and a reason that a person gave, and drops what is gone', async () => {
    using toy = new Toy();
    const known = { seed: 14, property: 'as before' };
    const reason = { why: 'equivalent', reason: 'names are never empty' } as const;
    const { ledger } = await searched(toy, [], {
      killers: { [`${gate} held → never`]: known, 'gate.ts gone: a → always': known },
      survivors: { [`${gate} name === '' → never`]: reason },
    });
    expect(ledger.killers[`${gate} held → never`]?.seed).toBe(14);
    expect(ledger.killers).not.toHaveProperty(['gate.ts gone: a → always']);
    expect(ledger.survivors[`${gate} name === '' → never`]).toEqual(reason);
  });

  test('finds another seed where the one that is known kills no more', async () => {
    using toy = new Toy();
    const id = `${gate} held → never`;
    const { ledger } = await searched(toy, [14], {
      killers: { [id]: { seed: 3, property: 'as before' } },
      survivors: {},
    });
    expect(ledger.killers[id]).toEqual({ seed: 14, property: 'nothing leaves against the rules' });
  });

  test('tells of a seed that breaks without any mutant, and kills nothing with it', async () => {
    using toy = new Toy();
    toy.simulation((text) => text.replace('const broken: string[] = [];', "const broken = ['oh'];"));
    const { ledger, unsound } = await searched(toy, [2]);
    expect(unsound).toEqual(['Seed 2 breaks a property without any mutant: oh. Mend that first']);
    expect(ledger.killers).toEqual({});
  });
});

test('a run without end is stopped, and its process takes the next as a fresh one would', async () => {
  using toy = new Toy();
  const ran = async (...jobs: readonly Job[]) => {
    const runner = new Runner(taskOf(toy.subject));
    const outcomes: Outcome[] = [];
    for (const job of jobs) outcomes.push(await runner.run(job));
    runner.end();
    return outcomes;
  };
  const endless = { seed: 3, mutant: 'gate.ts countDown: left > 0 → always', most: 50 };
  const [first, next] = await ran(endless, { seed: 4 });
  expect(first?.ending).toBe('endless');
  expect(next?.ending).toBe('verdict');
  expect([next]).toEqual(await ran({ seed: 4 }));
});

describe('a replay', () => {
  test('is content with what a search found', async () => {
    using toy = new Toy();
    for (const part of [1, 2]) expect(await replayKillers(toy.subject, found.ledger, 1, { part, of: 2 })).toEqual([]);
  });

  test('names a mutant that lives because the simulation sees less than before', async () => {
    using toy = new Toy();
    const id = `${gate} yes >= 2 → always`;
    const killer = found.ledger.killers[id] ?? { seed: 0, property: '' };
    toy.simulation((text) => text.replace('(yes < 2 || held)', 'held'));
    const wrong = await replayKillers(toy.subject, { killers: { [id]: killer }, survivors: {} }, 1);
    expect(wrong.at(-1)).toMatch(/yes >= 2 → always' survives seed \d+, where a property broke before/);
  });

  test('names a seed that is broken without any mutant', async () => {
    using toy = new Toy();
    toy.simulation((text) => text.replace('const broken: string[] = [];', "const broken = ['oh'];"));
    const wrong = await replayKillers(toy.subject, found.ledger, 1);
    expect(wrong[0]).toMatch(/^Seed \d+ breaks a property without any mutant: oh/);
  });

  test('names a condition that is new in a guard, and one that is gone', () => {
    const known = { ...nothing, killers: { 'gate.ts f: b → always': { seed: 1, property: 'it holds' } } };
    expect(misfits(['gate.ts f: a → always'], known)).toEqual([
      expect.stringMatching(/^'gate.ts f: a → always' is new: run npm run simulate -- --mutants/),
      expect.stringMatching(/^killers.json names 'gate.ts f: b → always', which is no mutant any more/),
    ]);
  });

  test('names what nothing notices, and not what may live for a reason', () => {
    const survivors = {
      'gate.ts f: a → always': { why: 'unseen', reason: 'none of 9 seeds answers otherwise here' },
      'gate.ts f: a → never': { why: 'equivalent', reason: 'both come to the same' },
    } as const;
    expect(unnoticed({ ...nothing, survivors })).toEqual([
      expect.stringMatching(
        /^'gate.ts f: a → always' is noticed by nothing: run npm run simulate -- --mutants --tests/,
      ),
    ]);
  });
});
