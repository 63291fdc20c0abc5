import { numberOf } from './number.ts';

/** What stands in a cell. `counted` is a count with its share, as `12 (30%)`; `isSure` where the cell itself says that the second is a share. */
export type Cell =
  | { readonly kind: 'blank' | 'masked' | 'text' }
  | { readonly kind: 'number'; readonly value: number; readonly isPercent: boolean }
  | {
      readonly kind: 'counted';
      readonly count: number;
      readonly share: number | undefined;
      readonly isSure: boolean;
      readonly of?: number;
    };

const blank: Cell = { kind: 'blank' };
const masked: Cell = { kind: 'masked' };
const words: Cell = { kind: 'text' };

const masks = new Set(
  '* ** *** **** . .. ... - -- – — : :c :u # x xx xxx c z na n/a nan null redacted suppressed supp supp. suppr masked withheld hidden confidential conf conf. geheim'
    .split(' ')
    .flatMap((mask) => [mask, `[${mask}]`, `(${mask})`]),
);
/** `[low]`, `n < 5`, `≤ 5`; `.a` to `.z`, by which SAS and Stata say why a value is not there. */
const hidden = /^(?:\.[a-z_]|\[[a-z]{1,12}\.?\]|(?:n ?<=?|≤|under|below|fewer than|less than) ?\d{1,2})$/i;
/** No text beyond this is anything but words. */
const longest = 60;
const amount = "\\d[\\d ,.']{0,15}";
const share = '\\d{1,3}(?:[.,]\\d{1,6})?';
const countAndShare = new RegExp(`^(${amount}?)(?: ?/ ?(${amount}?))?(?: ?[([] ?(${share}) ?(%?) ?[)\\]])?$`);
const shareAndCount = new RegExp(`^(${share}) ?% ?[([](?:n ?= ?)?(${amount})[)\\]]$`, 'i');
/** `0.14 (58)`, a share of one before its count. */
const partAndCount = new RegExp(`^([01]?[.,]\\d{2,6}) ?[([](${amount})[)\\]]$`);
const footnotes = /[*†‡§¶#]+$/;

/** Reads a cell that is nothing but a number as programs write it: digits, at most one decimal point, a sign. Most cells of large tables are. */
export function plainNumber(raw: string): Cell | undefined {
  const { length } = raw;
  if (length === 0 || length > 15) return undefined;
  let at = raw.charCodeAt(0) === 0x2d ? 1 : 0;
  let points = 0;
  const first = raw.charCodeAt(at);
  const last = raw.charCodeAt(length - 1);
  if (!isDigit(first) || !isDigit(last)) return undefined;
  for (; at < length; at += 1) {
    const code = raw.charCodeAt(at);
    if (code === 0x2e) points += 1;
    else if (!isDigit(code)) return undefined;
  }
  return points > 1 ? undefined : { kind: 'number', value: Number(raw), isPercent: false };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Reads a cell whose text is plain. */
export function cellOf(text: string): Cell {
  if (text === '') return blank;
  if (text.length > longest) return words;
  const code = text.charCodeAt(0);
  if (code === 0x3c) return /^<=? ?\d/.test(text) ? masked : words;
  if (!canBeginNumber(code)) return isMask(text) ? masked : words;
  return isMask(text)
    ? masked
    : (numberCell(text) ??
        countedCell(
          text
            .replace(footnotes, '')
            .trimEnd()
            .replace(/ +(?=[([])/, ' ')
            .replace(/(?<=[([]) +/, ''),
        ) ??
        words);
}

const isMask = (text: string): boolean => text.length <= 14 && (masks.has(text.toLowerCase()) || hidden.test(text));

/** Digits, and the signs that numbers begin with; an apostrophe is how spreadsheets keep a number as text. */
function canBeginNumber(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) || code === 0x2b || (code >= 0x2d && code <= 0x2e) || code === 0x27 || code === 0x2a
  );
}

function numberCell(text: string): Cell | undefined {
  const bare = text.replace(/^'/, '').replace(footnotes, '').trimEnd();
  const isPercent = bare.endsWith('%');
  const value = numberOf(isPercent ? bare.slice(0, -1).trimEnd() : bare);
  return value === undefined ? undefined : { kind: 'number', value, isPercent };
}

function countedCell(text: string): Cell | undefined {
  const turned = shareAndCount.exec(text) ?? partAndCount.exec(text);
  if (turned) return counted(turned[2], turned[1], text.includes('%'));
  const [, first, of, inside, sign] = countAndShare.exec(text) ?? [];
  if (of === undefined) return inside === undefined ? undefined : counted(first, inside, sign === '%');
  const whole = /^\d{1,3}(?:\.\d{3})+$/.test(of) ? Number(of.replaceAll('.', '')) : numberOf(of);
  const cell = counted(first, inside, inside !== undefined);
  // What lies above its own whole is no part of it, as a blood pressure.
  return whole !== undefined && cell?.kind === 'counted' && cell.count <= whole ? { ...cell, of: whole } : undefined;
}

function counted(count = '', part: string | undefined, isSure: boolean): Cell | undefined {
  const value = numberOf(count);
  const percent = part === undefined ? undefined : numberOf(part);
  if (value === undefined || !Number.isInteger(value) || /[.,]\d{1,2}$/.test(count)) return undefined;
  return { kind: 'counted', count: value, share: percent, isSure };
}

/** The count that a cell holds, alone or with its share. */
export function countIn(cell: Cell | undefined): number | undefined {
  if (cell?.kind === 'counted') return cell.count;
  return cell?.kind === 'number' && !cell.isPercent && Number.isInteger(cell.value) && cell.value >= 0
    ? cell.value
    : undefined;
}

export function numberIn(cell: Cell | undefined): number | undefined {
  return cell?.kind === 'number' ? cell.value : undefined;
}
