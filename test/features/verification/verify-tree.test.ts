import { describe, expect, test } from 'vitest';
import { lineHash } from '../../../src/domain/audit/chain-line.ts';
import { leafHash, rootOf } from '../../../src/domain/witness/merkle.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { SignedTreeCheck } from '../../../src/features/verification/verify-tree.ts';
import { SignedHours } from '../witness/signed-hours.ts';

/** What verification says of the trees of a world that was signed twice and then tampered with. */
async function untrue(tamper: (hours: SignedHours) => Promise<void>) {
  const hours = new SignedHours();
  await hours.pass({ 'heart-study': ['a', 'b'], _system: ['c'] });
  await hours.pass({ 'heart-study': ['d'] });
  await hours.happen({ 'heart-study': ['e'] });
  await tamper(hours);
  const { findings } = await verifyProofs(hours.world.ports);
  return findings.filter(({ record }) => record === 'signed tree').map(({ key, why }) => `${key}: ${why}`);
}

const rootOfLines = (lines: readonly string[]) => rootOf(lines.map(leafHash)).toString('base64');

describe('a chain held against what was signed of it', () => {
  test('is true when it goes on', async () => {
    expect(await untrue(async () => {})).toEqual([]);
  });

  test('is missed when all of it is gone, its head too', async () => {
    const gone = await untrue(async ({ world }) => {
      const audit = world.storage.places().get('control/audit');
      for (const name of audit?.names() ?? []) if (name.startsWith('_system/')) audit?.tamper(name, undefined);
      await world.storage.table('heads').deleteEntity('_system', 'head');
    });
    expect(gone).toEqual(['_system: It has 0 lines, and 1 were signed: its end was cut, or all of it is gone']);
  });

  test('is untrue when its lines and all hashes behind them were written anew', async () => {
    const other = await untrue(async ({ world }) => {
      const audit = world.storage.places().get('control/audit');
      for (const name of audit?.names().filter((one) => one.startsWith('heart-study/')) ?? []) {
        const blob = audit?.peek(name);
        if (blob === undefined) continue;
        let previous = '0'.repeat(64);
        const lines = blob.content.toString().trimEnd().split('\n');
        const anew = lines.map((line) => {
          const text = JSON.stringify({ ...JSON.parse(line.replace('"text":"a"', '"text":"z"')), previous });
          previous = lineHash(text);
          return `${text}\n`;
        });
        audit?.tamper(name, { ...blob, content: Buffer.from(anew.join('')) });
      }
    });
    expect(other).toEqual([expect.stringContaining('heart-study: Its first 3 lines are not those that were signed')]);
  });

  test('is held from where an earlier look was left', () => {
    const lines = Array.from({ length: 37 }, (_, at) => `line ${at}`);
    expect(new SignedTreeCheck('c').end()).toEqual([]);
    const whole = { size: 37, root: rootOfLines(lines) };
    for (let cut = 0; cut <= lines.length; cut += 1) {
      const first = new SignedTreeCheck('c', whole);
      for (const line of lines.slice(0, cut)) expect(first.add(line)).toEqual([]);
      const second = new SignedTreeCheck('c', whole, first.place);
      for (const line of lines.slice(cut)) expect(second.add(line)).toEqual([]);
      expect([...second.add('one more'), ...second.end()]).toEqual([]);
      const short = new SignedTreeCheck('c', whole, first.place);
      expect(short.end().length === 0).toBe(cut === lines.length);
    }
    const wrong = new SignedTreeCheck('c', whole);
    expect(lines.with(3, 'other').flatMap((line) => wrong.add(line))).toHaveLength(1);
  });
});
