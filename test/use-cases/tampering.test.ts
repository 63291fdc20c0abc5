import { beforeAll, describe, expect, test } from 'vitest';
import { NotFound } from '../../src/domain/base/errors.ts';
import type { ProofPlace } from '../../src/features/verification/proof-place.ts';
import { type Proofs, verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { partOf } from '../shares.ts';
import { type Played, playRecords } from './play-records.ts';
import { portsOver, type Records } from './records.ts';
import { at, withLines } from './tamper.ts';
import { closureTamperings } from './tampering-closure.ts';
import { deletionTamperings } from './tampering-deletions.ts';
import { holdTamperings } from './tampering-holds.ts';
import { roundTamperings } from './tampering-rounds.ts';
import { tamperings } from './tampering-table.ts';
import { takeBackTamperings } from './tampering-take-back.ts';

let played: Played;
let honest: Records;
const clock = { now: () => played.at };

beforeAll(async () => {
  played = await playRecords();
  honest = played.honest;
});

const verify = (copy: Records, only?: string): Promise<Proofs> => verifyProofs(portsOver(copy, clock), only);
const isWhole = (copy: Records) => withLines((lines) => lines)(copy);

const table = {
  ...tamperings,
  ...roundTamperings,
  ...holdTamperings,
  ...takeBackTamperings,
  ...closureTamperings,
  ...deletionTamperings,
};
const cases = Object.keys(table).flatMap((record) =>
  (['removed', 'cut', 'altered', 'swapped'] as const).map((change) => [record, change] as const),
);

test('records that nobody touched verify', async () => {
  const copy = structuredClone(honest);
  await isWhole(copy);
  expect(await verify(copy)).toMatchObject({ ok: true, findings: [], receipts: { verified: 25, bad: [] } });
});

describe('verification finds', () => {
  test.each(partOf(cases, 4))('%s %s', async (record, change) => {
    const tamper = at([table[record]?.(played)[change]], 0);
    if (typeof tamper === 'string') return;
    const copy = structuredClone(honest);
    await tamper(copy);
    expect(copy).not.toEqual(honest);
    expect((await verify(copy)).ok).toBe(false);
    expect((await inBits(copy)).ok).toBe(false);
  });
});

/** Verifies in as many answers as there are bits of work. */
async function inBits(copy: Records): Promise<Proofs & { readonly answers: number }> {
  let from: ProofPlace | undefined;
  for (let answers = 1; ; answers += 1) {
    const proofs = await verifyProofs(portsOver(copy, clock), undefined, {
      until: new Date(0),
      ...(from === undefined ? {} : { from: JSON.parse(JSON.stringify(from)) }),
    });
    expect(proofs.next, 'it must get on').not.toEqual(from);
    if (proofs.next === undefined) return { ...proofs, answers };
    expect(proofs.ok).toBe(false);
    from = proofs.next;
  }
}

test('the receipt of a copy that was never published is missed also where its row forgot the copy', async () => {
  const copy = structuredClone(honest);
  delete copy.receipts[`${played.withdrawn.id}-retraction`];
  const row = copy.rows.find(({ key }) => key === played.withdrawn.id);
  if (row === undefined) throw new Error('the row is missing');
  row.text = row.text.replace(/,"retraction":\{[^}]*\}/, '');
  expect(await verify(copy)).toMatchObject({
    ok: false,
    receipts: { bad: [{ why: expect.stringContaining('missing') }] },
  });
});

test('the number of a version that was never published may not be given again', async () => {
  const copy = structuredClone(honest);
  copy.versions[`${played.withdrawn.project}/regretted`] = 0;
  expect((await verify(copy)).ok).toBe(false);
});

test('an answer that is not the last never says ok, and the last one says it for all', async () => {
  const proofs = await inBits(structuredClone(honest));
  expect(proofs).toMatchObject({ ok: true });
  expect(proofs.answers).toBeGreaterThan(8);
});

test('a project that nobody knows is an error', async () => {
  await expect(verify(structuredClone(honest), 'hart-study')).rejects.toThrow(NotFound);
});
