import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChosenRow, digestOfRows, mostOfMany, whyNotAsked } from '../../../src/domain/lifecycle/many.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { anOperation, operationId } from '../../contract/samples.ts';

const chosen = (operations: readonly Operation[]): ChosenRow[] =>
  operations.map(({ project, id, revision }) => ({ project, id, revision }));
const byId = (operations: readonly Operation[]) => new Map(operations.map((one) => [one.id, one]));
const some = (count: number) => Array.from({ length: count }, (_, at) => anOperation({ revision: at }));

test('the digest is that of the ids and revisions, in whatever order they were chosen, and of no others', () => {
  const rows = chosen(some(7));
  const digest = digestOfRows(rows);
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: 1 }), fc.nat(6), (part, at) => {
      expect(digestOfRows(part) === digest).toBe(part.length === rows.length);
      const moved = rows.map((row, of) => (of === at ? { ...row, revision: row.revision + 1 } : row));
      expect(digestOfRows(moved)).not.toBe(digest);
    }),
  );
});

test('what stands as it was chosen may be asked, at most 500 at once and each once', () => {
  const operations = some(mostOfMany + 1);
  const ask = (rows: readonly ChosenRow[]) => whyNotAsked({ rows, digest: digestOfRows(rows) }, byId(operations));
  const rows = chosen(operations);
  expect(ask(rows.slice(1))).toBeUndefined();
  expect(ask(rows)).toMatchObject({ code: 'refused', why: expect.stringContaining('501 are chosen, and 500 at most') });
  const [first] = rows;
  expect(ask(first === undefined ? [] : [first, first])).toMatchObject({ code: 'refused' });
  const other = { rows: rows.slice(1), digest: digestOfRows(rows) };
  expect(whyNotAsked(other, byId(operations))).toMatchObject({ code: 'precondition-failed', problems: [] });
});

test('each row that moved since is named, and no other', () => {
  const operations = some(5);
  const rows = chosen(operations);
  fc.assert(
    fc.property(fc.subarray(operations, { minLength: 1 }), (moved) => {
      const standing = byId([...operations, ...moved.map((one) => ({ ...one, revision: one.revision + 1 }))]);
      const refusal = whyNotAsked({ rows, digest: digestOfRows(rows) }, standing);
      expect(refusal?.code).toBe('precondition-failed');
      expect(refusal?.problems.map(({ path }) => path)).toEqual(moved.map(({ id }) => id));
    }),
  );
});

test('of what whoever asks may not see it is not told whether it moved', () => {
  const rows = [{ project: 'heart-study', id: operationId('export'), revision: 3 }];
  expect(whyNotAsked({ rows, digest: digestOfRows(rows) }, new Map())).toBeUndefined();
});
