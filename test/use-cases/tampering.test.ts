import { beforeAll, describe, expect, test } from 'vitest';
import { systemChain } from '../../src/domain/audit/audit-event.ts';
import { NotFound } from '../../src/domain/base/errors.ts';
import { everyProject } from '../../src/domain/operation/hold.ts';
import type { ProofPlace } from '../../src/features/verification/proof-place.ts';
import { type Proofs, verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { partOf } from '../shares.ts';
import { type Played, playRecords } from './play-records.ts';
import { portsOver, type Records } from './records.ts';
import { at, changes, type Tampering, withLines } from './tamper.ts';
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
const records = Object.keys(table);

/** What verification cannot find, and why. Whoever makes it find one takes it from here. */
const notFound: Record<string, { readonly why: string; readonly tamper: (played: Played) => Tampering }> = {
  'the chain of the system with its head and its events': {
    why: 'no receipt, no row and no definition remembers a line of it, and no hold of all projects stands',
    tamper: () => (copy) => {
      copy.blobs = copy.blobs.filter(({ chain }) => chain !== systemChain);
      copy.holds = copy.holds.filter(({ key }) => key !== everyProject);
      delete copy.heads[systemChain];
      delete copy.events[systemChain];
    },
  },
  'an owed look': {
    why: 'one that is gone looks like one that is done',
    tamper:
      ({ revoked }) =>
      (copy) => {
        copy.owed = copy.owed.filter(({ key }) => key !== revoked.id);
      },
  },
  'what was cleared': {
    why: 'a row that does not know of it looks like one whose clearing died between receipt and row',
    tamper:
      ({ cleared }) =>
      (copy) => {
        const row = at(
          copy.rows.filter(({ key }) => key === cleared.id),
          0,
        );
        const { cleared: _, ...rest } = JSON.parse(row.text);
        row.text = JSON.stringify(rest);
      },
  },
};

test('records that nobody touched verify', async () => {
  const copy = structuredClone(honest);
  await isWhole(copy);
  expect(await verify(copy)).toMatchObject({ ok: true, findings: [], receipts: { verified: 25, bad: [] } });
});

describe('verification finds', () => {
  test.each(partOf(records, 4))('what is done to this: %s', async (record) => {
    const cases = at([table[record]], 0)(played);
    for (const change of changes) {
      const tamper = cases[change];
      if (tamper === undefined) continue;
      const copy = structuredClone(honest);
      await tamper(copy);
      expect(copy, change).not.toEqual(honest);
      expect((await verify(copy)).ok, change).toBe(false);
      expect((await inBits(copy)).ok, change).toBe(false);
    }
  });
});

test.each(Object.keys(notFound))('verification does not find that this is gone: %s', async (record) => {
  const copy = structuredClone(honest);
  await at([notFound[record]], 0).tamper(played)(copy);
  expect(copy).not.toEqual(honest);
  expect((await verify(copy)).findings).toEqual([]);
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
