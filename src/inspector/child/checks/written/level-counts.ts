import { type Form, runOf, type WrittenRow } from './forms.ts';

/** `mañana:367`, `head     :  7`: a level and how many have it, and what R tells of numbers in the same form. */
const piece = /(\p{L}[\p{L}\d ._'’()/-]{0,40}): *(-?\d[\d.e+]*)(?= {2,}| *$)/gu;
const line = /^ *(?:\p{L}[\p{L}\d ._'’()/-]{0,40}: *-?\d[\d.e+]*(?: {2,}|\s*$))+$/u;
/** What R tells of a table as a whole, `Number of factors: 2`: each line is read for itself. */
const ofTable = /^number of /i;
const ofNumbers = /^(?:Min\.|1st Qu\.|Median|Mean|3rd Qu\.|Max\.|NA's|Length|Class|Mode)$/;

/** The levels that R tells of several factors beside each other, below the names of these, as `summary(d)` prints them. */
export const levelCounts: Form = (lines, from) => {
  const run = runOf(lines, from, (plain) => line.test(plain));
  if (run.length === 0) return undefined;
  const to = from + run.length;
  const pieces = run.map(({ plain, number }) => ({ number, all: [...plain.matchAll(piece)] }));
  const names = (lines[from - 1]?.plain ?? '').trim().split(/ {2,}/);
  const first = pieces[0]?.all.length ?? 0;
  const isAsked = lines.slice(Math.max(0, from - 3), from).some(({ plain }) => /\bsummary\(/.test(plain));
  if ((first < 2 && !isAsked) || run.length < 2 || names.length < first || /\d/.test(names.join(' '))) return { to };
  if (pieces.some(({ all }) => all.some(([, name = '']) => ofTable.test(name)))) return { to };
  const rows = pieces.flatMap(({ number, all }) =>
    all.flatMap(([, name = '', count = '']): WrittenRow[] =>
      ofNumbers.test(name.trim()) ? [] : [{ cells: [name.trim(), count], line: number }],
    ),
  );
  return rows.length === 0 ? { to } : { rows: [{ cells: ['', 'n'], line: run[0]?.number ?? 1 }, ...rows], to };
};
