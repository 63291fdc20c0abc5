import { isHealthNumber } from '../identifiers/check-digits.ts';

const local = /[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]/;
const longestLocal = 64;
const domain = /(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?![a-z0-9-])/iy;

/** Mailboxes of nobody in particular. */
const institution =
  /^(?:support|info|contact|kontakt|help|helpdesk|admin|office|enquiries|no-?reply|sekretariat|secretariat|data|press|servicedesk|service|registrator|registrar|registry|diarium|postmottak|post|mail|mailbox|info[.-]?\w{2,12}|secretaria|segreteria|secretaría|studie|study|team|library|webmaster|datenschutz|dpo|privacy|kirjaamo|kancelaria|sekretariatet|poststelle)$/i;

/** Whether there is an e-mail address of somebody in a text. Goes from each `@`, so that no text takes long. */
export function hasEmail(text: string): boolean {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    domain.lastIndex = at + 1;
    const before = localBefore(text, at);
    const isOfSomebody = !institution.test(text.slice(at - before, at));
    if (before > 0 && before <= longestLocal && isOfSomebody && domain.test(text)) return true;
  }
  return false;
}

/** How many signs before an `@` may belong to its address; one more than is allowed where there are more. */
function localBefore(text: string, at: number): number {
  let before = 0;
  while (before <= longestLocal && local.test(text[at - before - 1] ?? ' ')) before += 1;
  return before;
}

const security = /(?<![\d-])(\d{3})([- .])(\d{2})\2(\d{4})(?![\d-])/g;
/** Numbers that stood in advertisements and examples. */
const shownInPublic = new Set(['078051120', '123456789']);

/** Whether there is a social security number of the United States in a text, written with signs between its parts. */
export function hasSocialSecurityNumber(text: string): boolean {
  if (text.length < 11) return false;
  for (const [, area = '', , group = '', serial = ''] of text.matchAll(security)) {
    const isIssued = area !== '000' && area !== '666' && area < '900' && group !== '00' && serial !== '0000';
    if (isIssued && !shownInPublic.has(area + group + serial)) return true;
  }
  return false;
}

const healthNumber = /(?<!\d)(\d{3})[- ]?(\d{3})[- ]?(\d{4})(?!\d)/g;

/** Whether a text speaks of the NHS and holds one of its numbers. */
export function hasHealthNumber(text: string): boolean {
  if (!/nhs/i.test(text)) return false;
  return [...text.matchAll(healthNumber)].some(([, ...parts]) => isHealthNumber(parts.slice(0, 3).join('')));
}

const numericDay = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})(?:[T ].{0,20})?$/;
const namedDay = /^\d{1,2}(?:st|nd|rd|th)?[-/. ]{0,2}[a-z]{3,9}[-/., ]{0,2}\d{2,4}$/i;
const packedDay = /^(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

export function isDay(text: string): boolean {
  if (text.length > 40) return false;
  const [all, first = '', , second = '', third = ''] = numericDay.exec(text) ?? [];
  if (all === undefined) return namedDay.test(text) || packedDay.test(text);
  const [year, ...rest] = first.length === 4 ? [first, second, third] : [third, first, second];
  const [one = 0, other = 0] = rest.map(Number);
  return (year?.length === 4 || year?.length === 2) && isDayAndMonth(one, other);
}

function isDayAndMonth(one: number, other: number): boolean {
  return one >= 1 && other >= 1 && Math.min(one, other) <= 12 && Math.max(one, other) <= 31;
}

/** Whether a text is a full postcode of the United Kingdom. */
export function isPostcode(text: string): boolean {
  return /^[A-PR-UWYZ](?:\d[\dA-HJKPSTUW]?|[A-HK-Y]\d[\dABEHMNPRVWXY]?) ?\d[ABD-HJLNP-UW-Z]{2}$/i.test(text);
}
