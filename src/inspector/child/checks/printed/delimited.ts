/** How the cells of a printed table are parted: by the bars of Markdown, the signs of LaTeX. */
export type Print = 'markdown' | 'latex';

/** The way in which a line is one of a table that parts its cells by signs; a line that only rules such lines off is one too. */
export function printOf(line: string, before: Print | undefined): Print | undefined {
  // One bar at each side alone is how Stata frames a list.
  if (/^\s*\|[^|]*\|.*\|\s*$/.test(line)) return 'markdown';
  if (
    line.includes('&') &&
    /\\\\\s*(?:\[[^\]]{0,20}\]\s*)?(?:\\hline|\\\w+rule(?:\([^)]{0,10}\))?(?:\{[^}]{0,20}\})?)?\s*$/.test(line)
  )
    return 'latex';
  return before !== undefined && isRuler(line) ? before : undefined;
}

/** `|---|:--:|`, `\hline`. A line of dashes alone begins another table. */
export function isRuler(line: string): boolean {
  return (
    /^[\s-]*[+|][-+|:=\s]*$/.test(line) ||
    /^\s*\\(?:hline|\w+rule|addlinespace|end(?:first|last)?(?:head|foot))\b.*$/.test(line)
  );
}

/** The cells between the bars of a line of Markdown. */
export function cellsOf(line: string): string[] {
  // `||` parts the heads of Jira, `>.` places a cell of Textile, and `<…>` one of MoinMoin.
  return line
    .trim()
    .replaceAll('||', '|')
    .slice(1, -1)
    .split('|')
    .map((cell) =>
      cell
        .replaceAll(/\\(?=[-*_.<>~|])/g, '')
        .replace(/^[_<>=]\. +|^ *<[^>]{1,60}>/, '')
        .replaceAll(/'{2,}/g, ' '),
    );
}
