import { type Form, runOf, type WrittenLine } from './forms.ts';
import { isSetting } from './settings.ts';

const begin = /(?:^\s*(?:[-*•] |\d{1,3}[.)] )?|[,;|]\s*|\s{2,})(?=[\p{L}\d_<>][^,;|:=]{0,60}[:=])/gu;
const fewest = 2;
const mostFields = 60;

/**
 * Records that stand in a line each, with a name before every value, as loops and logs print them: `Ward: North, n: 25`, `ward=North n=25`. All
 * lines have the same names in the same order.
 */
export const recordsInLine: Form = (lines, from) => {
  const first = fieldsIn(lines[from]?.plain ?? '');
  if (first.length < fewest || first.length > mostFields) return undefined;
  const names = first.map(({ name }) => name);
  const isRecord = (plain: string) => {
    const fields = fieldsIn(plain);
    return fields.length === names.length && fields.every(({ name }, at) => name === names[at]);
  };
  const run = runOf(lines, from, isRecord);
  if (run.length < fewest || names.some(isSetting)) return undefined;
  const rows = run.map(({ plain, number }: WrittenLine) => ({
    cells: fieldsIn(plain).map(({ value }) => value),
    line: number,
  }));
  return { rows: [{ cells: names, line: run[0]?.number ?? 1 }, ...rows], to: from + run.length };
};

/** The names of a line with what stands behind each; none where the line does not begin with one. */
function fieldsIn(plain: string): { name: string; value: string }[] {
  const sign = plain.includes(': ') ? ':' : '=';
  const pieces = plain.split(begin).filter((piece) => piece.trim() !== '');
  const fields: { name: string; value: string }[] = [];
  for (const piece of pieces) {
    const at = piece.indexOf(sign);
    const name = piece.slice(0, Math.max(0, at)).trim();
    if (name !== '' && name.length <= 60) fields.push({ name, value: piece.slice(at + 1).trim() });
    else if (fields.length === 0) return [];
    else fields[fields.length - 1] = withMore(fields.at(-1), piece);
  }
  return fields;
}

function withMore(field: { name: string; value: string } | undefined, piece: string): { name: string; value: string } {
  return { name: field?.name ?? '', value: `${field?.value ?? ''} ${piece.trim()}`.trim() };
}
