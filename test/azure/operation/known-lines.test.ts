import { describe, expect, test } from 'vitest';
import { KnownLines } from '../../../src/azure/operation/known-lines.ts';
import { pendingAfter } from '../../../src/domain/notification/pending-work.ts';
import { anEvent, anOperation } from '../../contract/samples.ts';

const operation = anOperation();
const at = (revision: number) => ({ ...operation, revision });
const pending = (revision: number) => pendingAfter(at(revision), anEvent(`${revision}`));

describe('the lines that are known to be owed', () => {
  test('are those of moves that this process made one after the other', () => {
    const known = new KnownLines();
    known.opened(at(0), pending(0));
    known.moved(at(1), pending(1));
    expect(known.of(at(1))?.map(({ revision }) => revision)).toEqual([0, 1]);
    for (const line of pending(0)) known.settled(line);
    expect(known.of(at(1))?.map(({ revision }) => revision)).toEqual([1]);
  });

  test('are unknown once somebody else has moved the operation, until they are read', () => {
    const known = new KnownLines();
    known.opened(at(0), pending(0));
    expect(known.of(at(1))).toBeUndefined();
    known.moved(at(2), pending(2));
    expect(known.of(at(2))).toBeUndefined();
    known.read(at(2), []);
    known.moved(at(3), pending(3));
    expect(known.of(at(3))?.map(({ revision }) => revision)).toEqual([3]);
  });
});
