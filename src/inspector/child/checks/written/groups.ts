import type { Form, WrittenRow } from './forms.ts';

const name = /^(?:\$`?([^`[]{1,60})`?|\w[\w.$]{0,60}: (\S.{0,60}))$/;
const number = /^\[1\] +(\d{1,9})$/;
const fewest = 2;

/** One whole number for each group, as `by(x, g, length)` prints them: the name of the group, and below it `[1] 7`. */
export const groupTable: Form = (lines, from) => {
  const rows: WrittenRow[] = [];
  let at = from;
  while (at < lines.length) {
    const { plain = '', number: line = 0 } = lines[at] ?? {};
    const [, listed, group = listed] = name.exec(plain.trim()) ?? [];
    const [, count] = number.exec(lines[at + 1]?.plain.trim() ?? '') ?? [];
    if (group === undefined || count === undefined) break;
    rows.push({ cells: [group, count], line: line + 1 });
    at += /^-{5,}\s*$/.test(lines[at + 2]?.plain ?? '') ? 3 : 2;
  }
  if (rows.length < fewest) return undefined;
  return { rows: [{ cells: ['', 'value'], line: lines[from]?.number ?? 1 }, ...rows], to: at };
};
