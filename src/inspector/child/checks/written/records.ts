import type { Form, WrittenLine } from './forms.ts';
import { isSetting } from './settings.ts';

const field = /^\s*(?:- )?([\p{L}_][\p{L}\d_ .,%/()-]{0,60}?)\s*(?::|=| \|)\s+(\S.*)$/u;
const fewest = { records: 2, fields: 2 };
const mostFields = 60;

/**
 * Records that follow each other with a name and a value in each line, as YAML, TOML and databases write them: a row each. All have the same
 * names in the same order.
 */
export const recordTable: Form = (lines, from) => {
  const first = fieldIn(lines[from]);
  if (first === undefined) return undefined;
  const records: { cells: string[]; line: number; to: number }[] = [];
  const names: string[] = [];
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at];
    const read = fieldIn(line);
    if (line === undefined || (read === undefined && !isRule(line.plain))) break;
    if (read === undefined) continue;
    const record = records.at(-1);
    const isWhole = record !== undefined && record.cells.length === names.length;
    if (read.name === first.name && (record === undefined || isWhole))
      records.push({ cells: [read.value], line: line.number, to: at + 1 });
    else if (
      record === undefined ||
      (records.length === 1 ? names.includes(read.name) : names[record.cells.length] !== read.name)
    )
      break;
    else {
      record.cells.push(read.value);
      record.to = at + 1;
    }
    if (records.length === 1) names.push(read.name);
    if (names.length > mostFields) break;
  }
  const whole = records.filter(({ cells }) => cells.length === names.length);
  const to = whole.at(-1)?.to;
  if (whole.length < fewest.records || names.length < fewest.fields || to === undefined) return undefined;
  // Steps of a program with their settings count nobody; each line is still read for itself.
  if (names.some(isSetting))
    return { rows: lines.slice(from, to).map(({ plain, number }) => ({ cells: [plain], line: number })), to };
  return { rows: [{ cells: names, line: lines[from]?.number ?? 1 }, ...whole], to };
};

/** What parts one record from the next: `[[patient]]`, `-[ RECORD 2 ]---`, `---`. */
function isRule(plain: string): boolean {
  return /^\s*(?:\[\[[\w.]+\]\]|-\[ RECORD \d+ \][-+]*|-{3,}|\*{3,99}[^*].{0,99}[^*]\*{3,99})\s*$/.test(plain);
}

function fieldIn(line: WrittenLine | undefined): { name: string; value: string } | undefined {
  const [, name, value] = field.exec(line?.plain ?? '') ?? [];
  return name === undefined || value === undefined
    ? undefined
    : { name, value: value.trim().replace(/^(["'])(.*)\1,?$/, '$2') };
}
