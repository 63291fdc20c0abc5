import { hasEmail, hasSecret, hasSocialSecurityNumber } from './patterns.ts';
import { plainText } from './plain-text.ts';
import type { StartCheck, TableRow } from './table-check.ts';

/** What single cells hold, the header's too: addresses, secrets, formulas, free text. */
export const startCells: StartCheck = ({ rules, found }) => ({
  row: ({ number, cells, texts, raw }: TableRow) => {
    for (const [at, cell] of cells.entries()) {
      if (cell.kind !== 'text') continue;
      const text = texts[at] ?? '';
      if (saysSmallCount(text, rules.minCount)) found('small-count', number, at + 1);
      if (hasEmail(text)) found('email-address', number, at + 1);
      if (hasSocialSecurityNumber(text)) found('social-security-number', number, at + 1);
      if (hasSecret(text)) found('secret-address', number, at + 1);
      if (isFormula(raw[at] ?? '')) found('formula-cell', number, at + 1);
      if (text.length > rules.maxTextLength) found('long-text', number, at + 1);
    }
  },
  end: () => {},
});

/** Whether a cell says itself that it counts few, as `Treated (n=7)`. */
function saysSmallCount(text: string, minCount: number): boolean {
  const [, count = ''] = /(?:^|[^\p{L}\d_])n ?= ?(\d{1,9})(?![\d.,])/iu.exec(text.slice(0, 200)) ?? [];
  return count !== '' && Number(count) > 0 && Number(count) < minCount;
}

/**
 * Whether a spreadsheet would run the cell. Much that begins with a sign is a number, a list or a word about one, so only what calls a function
 * or another program counts there.
 */
function isFormula(raw: string): boolean {
  const text = plainText(raw);
  if (/^[\t\r]/.test(raw)) return /^[=+@-]/.test(text);
  if (text.startsWith('=')) return /^=\s*[\w"'(+@{[-]/.test(text);
  if (text.startsWith('@')) return /^@\w{1,40}\(/.test(text);
  return /^[+-]/.test(text) && (/[A-Z]{3,20}\(/.test(text) || /[!|]/.test(text));
}
