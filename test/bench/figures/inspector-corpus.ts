/**
 * How many cases of the corpus come out wrong when the built child reads them: each rule with what it must find, what looks alike, what
 * lies below, at and above its limit, masked, behind another ending, and in other digits and forms of numbers. A hit counts only with
 * its places. Beneath stands a line for each kind of case.
 */

import { readByChild } from '../../inspector/corpus/by-child.ts';
import { isRight } from '../../inspector/corpus/judge.ts';
import { variants } from '../../inspector/corpus/variants.ts';
import { builtRoom } from '../built-room.ts';
import type { Measured } from '../figure.ts';

/** Reads each once. */
export async function measure(): Promise<Measured> {
  const found = await readByChild(
    builtRoom,
    variants.map(({ file }) => file),
  );
  const cases = variants.map((variant, at) => {
    const result = found[at];
    return { ...variant, kind: kindOf(variant.what), isRight: result !== undefined && isRight(variant, result) };
  });
  const wrong = cases.filter((one) => !one.isRight);
  const kinds = [...Map.groupBy(cases, ({ kind }) => kind)];
  const rules = new Set(variants.map(({ rule }) => rule)).size;
  return {
    value: wrong.length,
    unit: `of ${cases.length} cases`,
    lines: [
      `${rules} rules`,
      ...kinds.map(([kind, all]) => `${kind.padEnd(20)} ${all.filter((one) => one.isRight).length} of ${all.length}`),
      ...wrong.map(({ what }) => `wrong: ${what}`),
    ],
  };
}

/** `boundary` of `small-count, boundary 2`. */
function kindOf(what: string): string {
  const [, kind = what] =
    /, (hit|near miss|boundary|masked|wrong extension|\S+ digits|decimal comma|thousands)/.exec(what) ?? [];
  return kind;
}
