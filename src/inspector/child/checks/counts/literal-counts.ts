import { nameSettings } from '../written/settings.ts';
import type { LabelledNumber } from './labelled-numbers.ts';

/** So much of a line is looked at, and so few entries are no table. */
const longest = 4000;
const fewest = 2;

/** `A&E = 1151, Hospice = 7`, alone in its line. */
const pairs = /^\s*((?:[\p{L}<(][^=,;{}()]{0,59}= ?\d{1,9}(?:, |; ?|\s*$)){2,40})$/u;
const literal = /\{([^{}]{5,3900})\}/g;
const entry =
  /^\s*(?:'[^']{0,80}'|"[^"]{0,80}"|[\p{L}\d_.&' -]{1,60}?|\([^()]{0,80}\)|Interval\([^()]{0,80}\))\s*:\s*(\d{1,9})\s*$/u;

/**
 * The counts in what Python prints of a dictionary, as `Counter({'F': 23, 'M': 7})`: whole numbers alone, of which one reaches the threshold.
 * Names of settings are none.
 */
export function literalCounts(line: string, minCount: number): LabelledNumber[] {
  if (!/[{=]/.test(line)) return [];
  const [, inLine] = line.length > longest ? [] : (pairs.exec(line) ?? []);
  const insides = [...line.slice(0, longest).matchAll(literal)].map(([, inside = '']) => inside);
  return [
    ...insides,
    ...(inLine === undefined
      ? []
      : [
          inLine
            .replaceAll(/ ?= ?/g, ': ')
            .replaceAll(';', ',')
            .replace(/[,;]\s*$/, ''),
        ]),
  ].flatMap((inside) => {
    const entries = inside.split(/,(?![^()]*\))/);
    if (entries.length < fewest || /params?\b|config|options|settings/i.test(line)) return [];
    const values = entries.map((one) => entry.exec(one)?.[1]);
    if (!values.every((value) => value !== undefined)) return [];
    const counts = values.map(Number);
    if (
      !counts.some((count) => count >= minCount) ||
      nameSettings(entries.map((one) => one.split(':')[0] ?? '')) ||
      /\w_\w{1,60}['"]?\s{0,9}:/.test(inside)
    )
      return [];
    return counts.map((value): LabelledNumber => ({ kind: 'count', value }));
  });
}
