import type { Form, WrittenRow } from './forms.ts';

/** A table of MediaWiki, `{| … |}`: cells in one line or in lines of their own, rows between `|-`. */
export const wikiTable: Form = (lines, from) => {
  if (!/^\s*\{\|/.test(lines[from]?.plain ?? '')) return undefined;
  const rows: WrittenRow[] = [];
  let cells: string[] = [];
  let at = from + 1;
  const end = (line: number) => {
    if (cells.length > 0) rows.push({ cells, line });
    cells = [];
  };
  for (; at < lines.length; at += 1) {
    const { plain = '', number = 0 } = lines[at] ?? {};
    const line = plain.trim();
    if (line.startsWith('|}') || line.startsWith('|-') || line.startsWith('|+')) end(number - 1);
    else if (/^[|!]/.test(line))
      cells.push(
        ...line
          .slice(1)
          .split(/\|\||!!/)
          .map(bare),
      );
    if (line.startsWith('|}')) return { rows, to: at + 1 };
  }
  end(lines[at - 1]?.number ?? 0);
  return { rows, to: at };
};

/** Without the attributes that stand before a cell, `style="…" |`, and its marks. */
function bare(cell: string): string {
  return cell
    .replace(/^[^|[{]*=[^|]*\|(?!\|)/, '')
    .replaceAll(/'{2,}/g, '')
    .trim();
}

/** A table of AsciiDoc, between `|===`: a row in each line. */
export const asciidocTable: Form = (lines, from) => {
  if (!/^\s*\|={3,}\s*$/.test(lines[from]?.plain ?? '')) return undefined;
  const end = lines.findIndex(({ plain }, at) => at > from && /^\s*\|={3,}\s*$/.test(plain));
  const to = end < 0 ? lines.length : end;
  const rows = lines.slice(from + 1, to).map(({ plain, number }) => ({
    cells: plain
      .trim()
      .split('|')
      .slice(1)
      .map((cell) => cell.trim()),
    line: number,
  }));
  return { rows: rows.filter(({ cells }) => cells.length > 0), to: to + 1 };
};

/** Rows of a list of lists in reStructuredText, `* - Ward` with its other cells below it. */
export const listTable: Form = (lines, from) => {
  const rows: { cells: string[]; line: number }[] = [];
  let at = from;
  for (; at < lines.length; at += 1) {
    const { plain = '', number = 0 } = lines[at] ?? {};
    const [, star, cell] = /^\s*(\* )?- ?(.*)$/.exec(plain) ?? [];
    if (cell === undefined || (star === undefined && rows.length === 0)) break;
    if (star !== undefined) rows.push({ cells: [cell.trim()], line: number });
    else rows.at(-1)?.cells.push(cell.trim());
  }
  return rows.length > 1 && rows.every(({ cells }) => cells.length > 1) ? { rows, to: at } : undefined;
};
