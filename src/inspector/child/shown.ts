import { z } from 'zod';
import { fileTypes } from '../../domain/inspection/evidence.ts';
import { type Holding, holdings } from '../rules/holdings.ts';

/** What one page shows at most: rows of a table, lines of a text and so on; and how many parts of a file are listed. */
export const mostShown = {
  ...{ rows: 50, lastRows: 5, lines: 200, columns: 40, characters: 200, hexBytes: 4096, parts: 600 },
  ...{ pictureBytes: 6 * 1024 * 1024, pixels: 50_000_000 },
} as const;

/** No part has a higher number. */
export const mostParts = 100_000;

/** What the text is called that a page or a drawing is made of: shown, and never checked. */
export const sourceTitle = 'Its source';

/** Which part of a file is to be shown, a sheet or a page, and from which row or line on; both count from 1. */
export const showing = z.strictObject({ part: z.int().min(1).max(mostParts), from: z.int().min(1).max(1_000_000_000) });
export type Showing = z.infer<typeof showing>;

const cell = z.string().max(mostShown.characters + 1);
const row = z.array(cell).max(mostShown.columns);
const count = z.int().min(0);
const fromOne = z.int().min(1);

/** A table or text of a file, where its format has a name for the place. */
const part = z.strictObject({
  kind: z.enum(['table', 'text']),
  sheet: fromOne.exactOptional(),
  page: fromOne.exactOptional(),
  table: fromOne.exactOptional(),
  /** What the file, or its format, calls it. */
  title: cell.exactOptional(),
  /** Programs that open the file do not show it. */
  isHidden: z.boolean(),
});
export type Part = z.infer<typeof part>;

/** Elements of a drawing that are not drawn: `use` only where the shape stands nowhere. */
export const leftOut = [
  'use',
  'image',
  'style',
  'script',
  'foreignobject',
  'animate',
  'filter',
  'mask',
  'other',
] as const;
export type Left = (typeof leftOut)[number];

/** A picture with nothing of its file but what the pixels need; a drawing is drawn anew. */
const picture = z.strictObject({
  form: z.enum(['png', 'jpeg', 'svg']),
  width: count,
  height: count,
  /** The file as it is shown, in Base64; missing where it is too large for a page. */
  pixels: z
    .string()
    .max(Math.ceil(mostShown.pictureBytes / 3) * 4)
    .refine((text) => Buffer.from(text, 'base64').toString('base64') === text)
    .exactOptional(),
  leftOut: z.array(z.enum(leftOut)).exactOptional(),
});
export type Picture = z.infer<typeof picture>;

/** A part of a file as a child read it: so much of it as a page shows. A cell or line that is cut ends with `…`. */
export const shown = z.strictObject({
  type: z.enum(fileTypes),
  /** The first tables and texts that were read, in their order. */
  parts: z.array(part).max(mostShown.parts),
  /** How many there are of them. */
  partCount: count,
  /** What such a file can hold, where that is not for everybody to see. */
  holds: z.custom<Holding>((value) => typeof value === 'string' && Object.hasOwn(holdings, value)).exactOptional(),
  picture: picture.exactOptional(),
  /** Missing where the file has no part of the number that was asked for, and nothing else can be shown. */
  content: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('table'),
        header: row,
        rows: z.array(row).max(mostShown.rows),
        /** The last rows, of those that come after these: totals stand there. */
        last: z.array(row).max(mostShown.lastRows),
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
    ])
    .exactOptional(),
});
export type Shown = z.infer<typeof shown>;

export type Content = NonNullable<Shown['content']>;
