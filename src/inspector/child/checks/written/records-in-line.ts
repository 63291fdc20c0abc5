import { type Form, runOf, type WrittenLine } from './forms.ts';
import { isSetting } from './settings.ts';

const begin = /(?:^\s*(?:[-*•] |\d{1,3}[.)] )?|,\s+|[;|]\s*|(?<!\s)\s{2,})(?=[\p{L}\d_<>][^,;|:=]{0,60}[:=])/gu;
/** The same where `=` stands behind each name, so that a space parts them. */
const beginOfPair = /(?:^\s*|[,;|]\s*|\s+)(?=[\p{L}_][\w.]{0,40}=)/gu;
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

/** What stands before the first name: a level and a place of a log, `DEBUG scoring 0: `, or what the record is about, `North — `. */
const prefix =
  /^\s*(?:\[?\d{4}-\d\d-\d\d[ T][\d:.,]{5,15}\]? (?:(?:DEBUG|INFO|TRACE|NOTICE|WARN(?:ING)?|ERROR)\b:? )?(?:[\p{L}_.]{2,30}:? ){0,3}(?=[\p{L}_]\w*=)|(?:[-*•] |\d{1,3}[.)] )?([\p{L}\d][^:;=|]{0,60}?)(?: [—–-] |: (?=[\p{L}_]\w* ?=)))/u;

/** The names of a line with what stands behind each; none where the line does not begin with one. */
function fieldsIn(plain: string): { name: string; value: string }[] {
  const [before = '', about] = prefix.exec(plain) ?? [];
  const line = plain.slice(before.length);
  const sign = (line.match(/: /g)?.length ?? 0) >= (line.match(/\w=/g)?.length ?? 0) ? ':' : '=';
  const pieces = line.split(sign === ':' ? begin : beginOfPair).filter((piece) => piece.trim() !== '');
  const fields: { name: string; value: string }[] = [];
  for (const piece of pieces) {
    const at = piece.indexOf(sign);
    const name = piece.slice(0, Math.max(0, at)).trim();
    const last = fields.at(-1);
    if (name !== '' && name.length <= 60) fields.push({ name, value: piece.slice(at + 1).trim() });
    else if (last === undefined) return [];
    else last.value = `${last.value} ${piece.trim()}`.trim();
  }
  return about === undefined || fields.length < fewest ? fields : [{ name: '', value: about }, ...fields];
}
