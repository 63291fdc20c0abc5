import { hasEmail, hasHealthNumber, hasSocialSecurityNumber } from '../checks/patterns.ts';
import type { CheckedRule } from '../checks/table-check.ts';
import { folded } from '../checks/words/folded.ts';
import { hasAddress, hasPlace } from './addresses.ts';
import { hasBirthDate, hasLabelledIdentifier } from './labelled.ts';
import { hasName } from './names.ts';
import { numbersIn } from './numbers-in-text.ts';
import { hasPhone, isPhone } from './phones.ts';
import { hasSecret } from './secrets.ts';

/** Longer lines have no more of a person than what stands in so much of them. */
const longest = 10_000;

/** The rules about persons and secrets that mind a line of a text; `line` is the plain form of `raw`. */
export function personalIn(raw: string, line: string): CheckedRule[] {
  const rules: CheckedRule[] = hasEmail(raw) ? ['email-in-text'] : [];
  return [...rules, ...personalInWords(raw, line)];
}

/** The same for a cell of words, whose addresses are told by another rule. */
export function personalInWords(raw: string, line: string): CheckedRule[] {
  const rules: CheckedRule[] = [];
  if (hasSecret(raw)) rules.push('secret-address');
  if (hasName(line)) rules.push('name-label');
  if (!/\d.{0,40}\d/.test(line)) return rules;
  const text = line.slice(0, longest);
  const { hasNumber, hasHealthNumber: hasHealth } = numbersIn(text);
  if (hasNumber) rules.push('personal-number');
  if (hasHealth || hasHealthNumber(text)) rules.push('nhs-number-in-text');
  if (hasSocialSecurityNumber(text)) rules.push('social-security-number');
  if (text.startsWith('+') && isPhone(text)) rules.push('phone-number');
  return /\p{L}{2}/u.test(text) ? [...rules, ...behindWords(text)] : rules;
}

function behindWords(text: string): CheckedRule[] {
  const fold = folded(text);
  const told: readonly (readonly [CheckedRule, boolean])[] = [
    ['labelled-identifier', hasLabelledIdentifier(fold)],
    ['birth-date', hasBirthDate(fold)],
    ['postcode', hasPlace(text, fold) || hasAddress(text, fold)],
    ['phone-number', hasPhone(text)],
  ];
  return told.flatMap(([rule, holds]) => (holds ? [rule] : []));
}
