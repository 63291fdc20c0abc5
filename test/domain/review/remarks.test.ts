import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FileRemark,
  inOrder,
  isKept,
  pagesOf,
  summaryOf,
  withRemarks,
} from '../../../src/domain/review/remarks.ts';

const about = (number: number, change: Partial<FileRemark> = {}): FileRemark => {
  return { number, seen: true, question: false, text: '', ...change };
};
const nothing = (number: number) => about(number, { seen: false });

describe('withRemarks', () => {
  it('puts what is given in the place of what stood about the same file, and leaves the others', () => {
    const page = { page: 1, remarks: [about(2), about(5, { text: 'Why?' })] };
    expect(withRemarks(page, [about(5, { text: 'Ah.' }), about(3)])).toEqual({
      page: 1,
      remarks: [about(2), about(3), about(5, { text: 'Ah.' })],
    });
  });

  it('removes what is noted as nothing', () => {
    expect(withRemarks({ page: 1, remarks: [about(2), about(5)] }, [nothing(2), nothing(9)]).remarks).toEqual([
      about(5),
    ]);
  });
});

describe('pagesOf', () => {
  it('finds the page of each file among all files, however the view was filtered', () => {
    const given = [about(1), about(200), about(201), about(9999)];
    expect([...pagesOf(given)].map(([page, { length }]) => [page, length])).toEqual([
      [1, 2],
      [2, 1],
      [50, 1],
    ]);
  });
});

describe('summaryOf', () => {
  it('says nothing of nothing, and counts files', () => {
    expect(summaryOf([{ page: 1, remarks: [] }])).toBeUndefined();
    expect(summaryOf([{ page: 1, remarks: [about(1), about(7)] }])?.files).toBe(2);
  });

  it('is the same in whatever order pages come, and another for any other remark', () => {
    const remark = fc.record({
      number: fc.integer({ min: 1, max: 1000 }),
      seen: fc.boolean(),
      question: fc.boolean(),
      text: fc.string(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(remark, { selector: ({ number }) => number, minLength: 1 }), (remarks) => {
        const pages = [...pagesOf(remarks)].map(([page, some]) => ({ page, remarks: some }));
        const summary = summaryOf(pages);
        expect(summaryOf(pages.toReversed())).toEqual(summary);
        const [first, ...others] = inOrder(pages);
        if (first === undefined) throw new Error('no remark');
        const changed = { ...first, text: `${first.text}.` };
        expect(summaryOf([{ page: 1, remarks: [changed, ...others] }])?.digest).not.toBe(summary?.digest);
      }),
    );
  });
});

describe('isKept', () => {
  it.each([
    ['right before fourteen days are over', '2026-11-15T09:59:59.999Z', true],
    ['when they are', '2026-11-15T10:00:00.000Z', false],
  ])('a draft, %s', (_, now, kept) => {
    expect(isKept('2026-11-01T10:00:00.000Z', new Date(now))).toBe(kept);
  });
});
