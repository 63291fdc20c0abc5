import type { DisclosureRules } from '../../../domain/inspection/disclosure.ts';
import { hasEmail, hasSecret, hasSocialSecurityNumber } from './patterns.ts';
import type { CheckedRule } from './table-check.ts';

/** The rules that mind a cell of words by itself: addresses, secrets, formulas, free text. */
export function rulesInText(raw: string, text: string, rules: DisclosureRules): CheckedRule[] {
  const minding: readonly (readonly [CheckedRule, boolean])[] = [
    ['small-count', saysSmallCount(text, rules.minCount)],
    ['email-address', hasEmail(text)],
    ['social-security-number', hasSocialSecurityNumber(text)],
    ['secret-address', hasSecret(text)],
    ['formula-cell', isFormula(raw, text)],
    ['long-text', text.length > rules.maxTextLength],
  ];
  return minding.flatMap(([rule, minds]) => (minds ? [rule] : []));
}

/** Whether a cell says itself that it counts few, as `Treated (n=7)`. */
function saysSmallCount(text: string, minCount: number): boolean {
  if (!text.includes('=')) return false;
  const [, count = ''] = /(?:^|[^\p{L}\d_])n ?= ?(\d{1,9})(?![\d.,])/iu.exec(text.slice(0, 200)) ?? [];
  return count !== '' && Number(count) > 0 && Number(count) < minCount;
}

/**
 * Whether a spreadsheet would run the cell. Much that begins with a sign is a number, a list or a word about one, so only what calls a function
 * or another program counts there.
 */
function isFormula(raw: string, text: string): boolean {
  if (/^[\t\r]/.test(raw)) return /^[=+@-]/.test(text);
  if (text.startsWith('=')) return /^=\s*[\w"'(+@{[-]/.test(text);
  if (text.startsWith('@')) return /^@\w{1,40}\(/.test(text);
  return /^[+-]/.test(text) && (/[A-Z]{3,20}\(/.test(text) || /[!|]/.test(text));
}
