import { isRuler, printOf } from '../printed/delimited.ts';
import type { Form, WrittenLine, WrittenRow } from './forms.ts';

const tables = String.raw`\{(?:tabular[xy]?|longtable|longtabu|tabu|tblr|array|supertabular)\*?\}`;
const begins = new RegExp(String.raw`\\begin${tables}`);
const ends = new RegExp(String.raw`\\end${tables}`);
/** What a cell may say of its looks. */
const looks =
  /\\(?:textbf|emph|textit|textsc|texttt|textsuperscript|textsubscript|ensuremath|sym|hspace|num|rowcolor|cellcolor|multirow|makecell|centering|small|footnotesize|bfseries|itshape|phantom)\b|[$\\{}]/g;
const rulers =
  /\\(?:hline|(?:top|mid|bottom|cmid|c|special)rule|cline|addlinespace|end(?:first|last)?(?:head|foot)|noalign)(?:\[[^\]]{0,20}\]|\([^)]{0,10}\)|\{[^{}]{0,20}\})*/g;

/** A table of LaTeX, from its beginning to its end, or lines of one. Rows end where they say so, and not with their lines. */
export const latexTable: Form = (lines, from) => {
  const first = lines[from];
  if (first === undefined || !first.plain.includes('\\')) return undefined;
  const isWhole = begins.test(first.plain);
  if (!isWhole && printOf(first.plain, undefined) !== 'latex') return undefined;
  const goesOn = ({ plain }: WrittenLine, at: number) =>
    at <= from || (isWhole ? !ends.test(lines[at - 1]?.plain ?? '') : printOf(plain, 'latex') === 'latex');
  const end = lines.findIndex((line, at) => !goesOn(line, at));
  const to = end < 0 ? lines.length : end;
  const rows = rowsIn(lines.slice(from, to), isWhole);
  return rows.length === 0 ? undefined : { rows, to };
};

function rowsIn(lines: readonly WrittenLine[], isWhole: boolean): WrittenRow[] {
  const rows: WrittenRow[] = [];
  let row = '';
  let begun = lines[0]?.number ?? 1;
  for (const [at, { plain, number }] of lines.entries()) {
    const own = isWhole && at === 0 ? withoutBegin(plain) : plain.replace(ends, '');
    const [goesOn = '', ...others] = own.split(/\\\\(?:\*?\[[^\]]{0,20}\])?/);
    if (row.trim() === '') begun = number;
    row += ` ${goesOn}`;
    for (const other of others) {
      rows.push({ cells: cellsIn(row), line: begun });
      row = other;
      begun = number;
    }
    // A ruler alone is a gap; one below some heads parts these from nothing.
    if (others.length === 0 && isRuler(plain)) {
      if (!/^\s*\\c(?:midrule|line)/.test(plain)) rows.push({ cells: [], line: number });
      row = row.replaceAll(rulers, '');
    }
  }
  if (cellsIn(row).some((cell) => cell.trim() !== '') && row.includes('&'))
    rows.push({ cells: cellsIn(row), line: begun });
  return rows;
}

/** Without what says how the columns look: groups in brackets right behind the beginning. */
function withoutBegin(line: string): string {
  let rest = line.slice(line.search(begins)).replace(begins, '').replace(ends, '');
  for (let close = groupAt(rest); close > 0; close = groupAt(rest)) rest = rest.slice(close);
  return rest;
}

/** Where a group ends that begins here; 0 where none does. */
function groupAt(text: string): number {
  const open = text[0];
  if (open === '[') return text.indexOf(']') + 1;
  if (open !== '{') return 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return 0;
}

/** The cells of a row; one that spans columns is followed by empty ones. */
function cellsIn(row: string): string[] {
  return row
    .replaceAll(rulers, '')
    .replaceAll('\\%', '%')
    .replaceAll('\\&', ' and ')
    .replaceAll(/\\(?:cdot|l?dots|textbullet|times|ast)(?![a-zA-Z])/g, '*')
    .replaceAll(/(?<=\d)(?:\\,|\{,\}|~)(?=\d{3})/g, ' ')
    .split('&')
    .flatMap((cell) => {
      const [all = '', columns = '1'] = /\\multicolumn\{(\d{1,2})\}\{[^{}]{0,40}\}/.exec(cell) ?? [];
      const text = cell
        .replace(all, '')
        .replaceAll(/\\multirow\{[^{}]*\}\{[^{}]*\}/g, '')
        .replaceAll(looks, '')
        .trim();
      return [text, ...Array.from({ length: Number(columns) - 1 }, () => '')];
    });
}
