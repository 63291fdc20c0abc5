import type { LabelledNumber } from './labelled-numbers.ts';

/** So much of a line is looked at, and so few entries are no table. */
const longest = 4000;
const fewest = 2;

const literal = /\{([^{}]{5,3900})\}/g;
const entry =
  /^\s*(?:'[^']{0,80}'|"[^"]{0,80}"|[\w.-]{1,40}|\([^()]{0,80}\)|Interval\([^()]{0,80}\))\s*:\s*(\d{1,9})\s*$/;

/**
 * The counts in what Python prints of a dictionary, as `Counter({'F': 23, 'M': 7})`: whole numbers alone, of which one reaches the threshold.
 * Names of settings are none.
 */
export function literalCounts(line: string, minCount: number): LabelledNumber[] {
  if (!line.includes('{')) return [];
  return [...line.slice(0, longest).matchAll(literal)].flatMap(([, inside = '']) => {
    const entries = inside.split(/,(?![^()]*\))/);
    if (entries.length < fewest || /params?\b|config|options|settings/i.test(line)) return [];
    const values = entries.map((one) => entry.exec(one)?.[1]);
    if (!values.every((value) => value !== undefined)) return [];
    const counts = values.map(Number);
    if (!counts.some((count) => count >= minCount) || /['"]?\w+_\w+['"]?\s*:/.test(inside)) return [];
    return counts.map((value): LabelledNumber => ({ kind: 'count', value }));
  });
}
