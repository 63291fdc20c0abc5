import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldCase } from '../../../../src/domain/operation/blob-name.ts';
import type { Operation } from '../../../../src/domain/operation/operation.ts';
import { heldNames, nameKey, repairsDigest, whyWritten } from '../../../../src/features/verification/restore/repair.ts';
import { anOperation } from '../../../contract/samples.ts';

const line = anOperation({ state: 'copying', revision: 3, name: 'survey' });

describe('a row is written from the line of its newest move', () => {
  test.each<[string, Partial<Operation>, string | undefined]>([
    ['not when it agrees', {}, undefined],
    ['not when something was found since the move', { retriedAt: '2026-11-24T10:00:00.000Z' }, undefined],
    ['not when it is newer', { revision: 4, state: 'verifying' }, undefined],
    ['when it is older', { revision: 2, state: 'checking' }, 'of the revision 2'],
    ['when another state stands there', { state: 'available' }, "Its 'state' is"],
    ['when it is newer and of another operation', { id: 'ing_other', revision: 9 }, "Its 'id' is ing_other"],
    ['when it is newer and has another name', { name: 'other', revision: 9 }, "Its 'name' is other"],
  ])('%s', (_when, change, why) => {
    const said = whyWritten({ operation: { ...line, ...change } }, line);
    if (why === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(why);
  });

  test('when it is missing or cannot be read', () => {
    expect(whyWritten(undefined, line)).toContain('the audit tells that it became copying');
    expect(whyWritten({ problem: 'It is cut' }, line)).toBe('It is cut');
  });
});

const claims = fc.array(
  fc.record({
    door: fc.constantFrom('ingress' as const, 'export' as const),
    name: fc.constantFrom('survey', 'Survey', 'results', 'äÖ', 'ÄÖ'),
    id: fc.uuid(),
  }),
);

test('a name is held by whoever claims it alone, in whatever case; each other name is one problem that tells of all', () => {
  fc.assert(
    fc.property(claims, (all) => {
      const { held, problems } = heldNames(all);
      const takenNames = ({ door, name }: (typeof all)[number]) =>
        all.filter((one) => one.door === door && foldCase(one.name) === foldCase(name));
      expect(held).toEqual(all.filter((claim) => takenNames(claim).length === 1));
      expect(problems).toHaveLength(new Set(all.filter((one) => takenNames(one).length > 1).map(nameKey)).size);
      for (const claim of all.filter((one) => takenNames(one).length > 1))
        expect(problems.some((problem) => problem.includes(claim.id))).toBe(true);
    }),
  );
});

test('the digest is of the project and of everything that is written', () => {
  const repair = { what: 'operation', key: 'ing_1', why: 'It is missing' } as const;
  const digests = [
    repairsDigest('heart-study', [repair]),
    repairsDigest('lung-study', [repair]),
    repairsDigest('heart-study', [{ ...repair, why: 'It is cut' }]),
    repairsDigest('heart-study', [{ ...repair, key: 'ing_2' }]),
    repairsDigest('heart-study', []),
  ];
  expect(new Set(digests).size).toBe(digests.length);
});
