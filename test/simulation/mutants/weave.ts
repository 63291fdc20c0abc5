import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { neighbours } from './conditions.ts';
import { findMutants, type GuardFile, type Site } from './find.ts';
import type { Guard } from './guards.ts';
import type { Woven } from './load.ts';

/** A change of a text: what stands from `at` to `to` gives way to `put`. */
interface Edit {
  readonly at: number;
  readonly to: number;
  readonly put: string;
}

/** Weaves all mutants of the guards under a folder into their files. */
export function weave(root: string, guards: readonly Guard[]): Woven {
  const asks = new URL('awake.ts', import.meta.url).href;
  let first = 0;
  const files = findMutants(root, guards).map((guard) => {
    const text = woven(guard, first, asks);
    first += guard.sites.length;
    return { url: pathToFileURL(join(root, guard.file)).href, text, sites: guard.sites.map(({ mutants }) => mutants) };
  });
  return { files: files.map(({ url, text }) => ({ url, text })), sites: files.flatMap(({ sites }) => sites) };
}

/**
 * The text of a file in which each condition asks the module at `asks` how it is to answer; `first` is the number of its first condition.
 * Lines keep their numbers.
 */
function woven({ text, sites }: GuardFile, first: number, asks: string): string {
  const numbered = sites.map((site, index) => ({ ...site, number: first + index }));
  // At one place an inner end comes before an outer one, ends before beginnings, and an outer beginning before an inner one.
  const ends = numbered.toSorted((one, other) => other.start - one.start).map(({ end }) => insert(end, ')'));
  const operators = sites.flatMap(({ operator }) =>
    operator ? [{ at: operator.start, to: operator.end, put: ',' }] : [],
  );
  const beginnings = numbered
    .toSorted((one, other) => other.end - one.end)
    .map((site) => insert(site.start, beginningOf(site, text)));
  const edits = [...ends, ...operators, ...beginnings].sort((one, other) => one.at - other.at);
  let done = 0;
  let result = `import { answer as __answer, compare as __compare } from ${JSON.stringify(asks)}; `;
  for (const { at, to, put } of edits) {
    result += text.slice(done, at) + put;
    done = to;
  }
  return result + text.slice(done);
}

function insert(at: number, put: string): Edit {
  return { at, to: at, put };
}

function beginningOf({ number, operator }: Site & { readonly number: number }, text: string): string {
  if (operator === undefined) return `__answer(${number}, `;
  const sign = text.slice(operator.start, operator.end);
  return `__compare(${number}, (l, r) => l ${sign} r, (l, r) => l ${neighbours[sign]} r, `;
}
