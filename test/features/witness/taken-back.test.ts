import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Refused } from '../../../src/domain/base/errors.ts';
import { beginWitness, compareNotes, requireConsistent, type Witness } from '../../../src/domain/witness/witness.ts';
import { checkpointKeys } from '../../../src/use-cases/audit/checkpoint-keys.ts';
import { type Hour, SignedHours, settings } from './signed-hours.ts';

const passed: readonly Hour[] = [
  { 'heart-study': ['h1', 'h2'], _system: ['s1'] },
  { 'heart-study': ['h3', 'h4'], 'lung-study': ['l1', 'l2'] },
  { 'heart-study': ['h5'], _system: ['s2', 's3'] },
];
const chains = ['heart-study', 'lung-study', '_system'];

/** What a witness of all hours could see of them. */
const seenOf = (hours: readonly Hour[]) =>
  JSON.stringify(passed.map((_, at) => chains.map((chain) => hours[at]?.[chain] ?? [])));

type Change = (hours: readonly Hour[], at: number, chain: string) => readonly Hour[];

const inHour = (
  hours: readonly Hour[],
  at: number,
  chain: string,
  change: (said: readonly string[]) => readonly string[],
) => hours.map((hour, which) => (which === at ? { ...hour, [chain]: change(hour[chain] ?? []) } : hour));
const without = (hours: readonly Hour[], gone: (which: number, chain: string) => boolean) =>
  hours.map((hour, which) => Object.fromEntries(Object.entries(hour).filter(([chain]) => !gone(which, chain))));

/** What somebody does who has the identity of the app and its key, and makes the whole account anew. */
const changes: Readonly<Record<string, Change>> = {
  'rewrites a line': (hours, at, chain) => inHour(hours, at, chain, ([, ...rest]) => ['other', ...rest]),
  'removes a line': (hours, at, chain) => inHour(hours, at, chain, ([, ...rest]) => rest),
  'inserts a line': (hours, at, chain) => inHour(hours, at, chain, (said) => ['other', ...said]),
  'turns two lines around': (hours, at, chain) => inHour(hours, at, chain, (said) => said.toReversed()),
  'cuts a chain': (hours, at, chain) => without(hours, (which, one) => which >= at && one === chain),
  'cuts a chain and goes on': (hours, at, chain) => [
    ...without(hours, (which, one) => which >= at && one === chain),
    { [chain]: ['later'] },
  ],
  'drops a chain': (hours, _, chain) => without(hours, (__, one) => one === chain),
  'begins anew': (_, at) => passed.slice(at),
};

describe('who has identity and key, but not the witness', () => {
  const honest = new SignedHours();
  let witness: Witness;

  beforeAll(async () => {
    for (const [at, hour] of passed.entries()) {
      await honest.pass(hour);
      const note = await honest.note();
      if (at === 0) witness = beginWitness(note, await checkpointKeys(honest.world.ports, settings), '');
      const step = compareNotes(witness, note);
      requireConsistent(step, await honest.proof(step.before.size, step.now.size));
      witness = { ...witness, note };
    }
  });

  test('is refused in 100 of 100 attempts, whatever proof comes with them', async () => {
    const attempt = fc.record({
      how: fc.constantFrom(...Object.keys(changes)),
      at: fc.nat({ max: passed.length - 1 }),
      chain: fc.constantFrom(...chains),
      more: fc.nat({ max: 3 }),
    });
    // Some draws change nothing that the witness saw.
    const attempts = fc
      .sample(attempt, { numRuns: 400, seed: 35 })
      .filter(({ how, at, chain }) => seenOf(changes[how]?.(passed, at, chain) ?? []) !== seenOf(passed));
    let refused = 0;
    for (const { how, at, chain, more } of attempts.slice(0, 100)) {
      const forged = new SignedHours();
      for (const hour of changes[how]?.(passed, at, chain) ?? []) await forged.pass(hour);
      for (let passing = 0; passing < more; passing += 1) await forged.pass({ 'heart-study': [`more ${passing}`] });
      refused += (await isRefused(forged)) ? 1 : 0;
    }
    expect([attempts.length > 99, refused]).toEqual([true, 100]);
  });

  test('goes on with what stands', async () => {
    await honest.pass({ 'lung-study': ['l3'] });
    expect(await isRefused(honest)).toBe(false);
  });

  async function isRefused(forged: SignedHours): Promise<boolean> {
    const note = await forged.note();
    const { size = 0 } = { size: Number(note.split('\n')[1]) };
    const before = Number(witness.note.split('\n')[1]);
    const proofs = [[], await honest.proof(1, before), ...(size > before ? [await forged.proof(before, size)] : [])];
    return proofs.every((proof) => {
      try {
        requireConsistent(compareNotes(witness, note), proof);
        return false;
      } catch (error) {
        expect(error).toBeInstanceOf(Refused);
        return true;
      }
    });
  }
});
