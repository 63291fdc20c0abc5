import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createShow } from '../../src/inspector/child/show.ts';
import { mostShown, shown } from '../../src/inspector/child/shown.ts';
import { inTurns } from '../../src/inspector/show-file.ts';

describe('what is shown of a file', () => {
  test('is a window of rows, numbered as they stand, that passes the schema whatever the table is', () => {
    const rows = fc.array(fc.array(fc.string({ maxLength: 300 }), { maxLength: 60 }), { maxLength: 130 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 140 }), (table, from) => {
        const show = createShow({ part: 1, from });
        const taken = show.table();
        for (const row of table) taken.row(row);
        taken.end();
        const { parts, content } = show.result();
        expect(shown.safeParse({ type: 'table', parts, content }).success).toBe(true);
        if (content?.kind !== 'table') throw new Error('a table was read');
        const first = Math.max(2, from);
        expect(content.total).toBe(table.length);
        expect(content.rows).toHaveLength(Math.max(0, Math.min(mostShown.rows, table.length - first + 1)));
      }),
    );
  });

  test('is the part that was asked for', () => {
    const show = createShow({ part: 2, from: 1 });
    for (const [sheet, text] of [
      [1, 'one'],
      [2, 'two'],
    ] as const) {
      const table = show.table({ sheet });
      table.row([text]);
      table.end();
    }
    expect(show.result()).toMatchObject({ parts: 2, content: { kind: 'table', sheet: 2, header: ['two'] } });
  });
});

test('so many work at once, and the others wait their turn, also behind one that failed', async () => {
  const turn = inTurns(2);
  const waits = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  let begun = 0;
  const all = waits.map(({ promise }) =>
    turn(() => {
      begun += 1;
      return promise;
    }).catch(() => undefined),
  );
  expect(begun).toBe(2);
  waits[0]?.reject(new Error('failed'));
  await all[0];
  expect(begun).toBe(3);
  for (const { resolve } of waits) resolve();
  await Promise.all(all);
  expect(begun).toBe(4);
});
