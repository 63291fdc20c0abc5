import { z } from 'zod';
import { fileTypes } from '../../domain/evidence.ts';

/** Rows of a table and lines of a text that one page shows. */
export const mostShown = { rows: 50, lines: 200, columns: 40, characters: 200, hexBytes: 4096 } as const;

/** Which part of a file is to be shown, a sheet or a page, and from which row or line on; both count from 1. */
export const showing = z.strictObject({ part: z.int().min(1).max(100_000), from: z.int().min(1).max(1_000_000_000) });
export type Showing = z.infer<typeof showing>;

const cell = z.string().max(mostShown.characters + 1);
const count = z.int().min(0);

/** A part of a file as a child read it: so much of it as a page shows. A cell or line that is cut ends with `…`. */
export const shown = z.strictObject({
  type: z.enum(fileTypes),
  /** Sheets, tables or pages that were read. */
  parts: count,
  content: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('table'),
      sheet: z.int().min(1).exactOptional(),
      /** The first row. */
      header: z.array(cell).max(mostShown.columns),
      rows: z.array(z.array(cell).max(mostShown.columns)).max(mostShown.rows),
      /** The most cells of a row. */
      columns: count,
      /** All rows, the first one too. */
      total: count,
    }),
    z.strictObject({ kind: z.literal('text'), lines: z.array(cell).max(mostShown.lines), total: count }),
    /** The first bytes in hexadecimal digits, of a file of which nothing else can be shown. */
    z.strictObject({
      kind: z.literal('bytes'),
      hex: z
        .string()
        .regex(/^([0-9a-f]{2})*$/)
        .max(2 * mostShown.hexBytes),
    }),
  ]),
});
export type Shown = z.infer<typeof shown>;
