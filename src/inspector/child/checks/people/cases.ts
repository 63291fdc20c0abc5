import { isOfGroups, mayBeOfOne } from '../../identifiers/quasi.ts';
import type { Label } from '../label.ts';
import type { Traits } from './traits.ts';

/** Fewer rows are told only by sex and age. */
const fewest = 5;

/** Whether the rows are cases: each has a number, and beside it what differs from one to the next. However few have a sex and an age, they are people. */
export function areCases(traits: readonly Traits[], rows: number): boolean {
  const kinds = new Set(traits.flatMap(({ kind }) => kind ?? []));
  if (rows > 2 && traits.some(({ areAgesWithSex }) => areAgesWithSex)) return true;
  if (
    rows > 2 &&
    kinds.has('sex') &&
    traits.some(({ areDifferentAges }) => areDifferentAges) &&
    !traits.some(({ label, isRowNumber }) => !isRowNumber && (label.counts || isOfMany(label, true))) &&
    !areCrossed(traits, rows)
  )
    return true;
  const numbered = traits.find(({ caseNumbers }) => caseNumbers !== undefined);
  // Beside `yes` stands `no`, which is no number.
  if (numbered === undefined || traits.some(({ label }) => /^(?:yes|ja|oui|si|sim)$/.test(label.words.at(-1) ?? '')))
    return false;
  if (kinds.has('sex') && (kinds.has('age') || kinds.has('birth') || traits.some(({ isScattered }) => isScattered)))
    return true;
  const others = traits.filter((one) => one !== numbered && !one.isRowNumber);
  const differing = others.filter(({ isScattered, hasOwnDays, isCoded }) => isScattered || hasOwnDays || isCoded);
  const isNamed = numbered.caseNumbers === 'by-name';
  return (
    (rows >= fewest || (isNamed && rows > 2 && kinds.size > 1 && differing.length + kinds.size > 2)) &&
    others.length >= (isNamed ? 2 : 3) &&
    (differing.length >= (isNamed ? 1 : 2) || rows < fewest) &&
    (isNamed || !others.some(({ label }) => label.counts)) &&
    !others.some(({ label }) => isOfMany(label, isNamed))
  );
}

/** Whether each sex stands with each of some other names, as a table of groups has them, or the sexes are all told once. */
function areCrossed(traits: readonly Traits[], rows: number): boolean {
  const { texts = [] } = traits.find(({ kind }) => kind === 'sex') ?? {};
  const bySex = [...Map.groupBy(texts, (text) => text).values()].map(({ length }) => length);
  return bySex.length === rows || (traits.length < 4 && new Set(bySex).size === 1 && rows < 2 * fewest);
}

const shares: ReadonlySet<string> = new Set(['%', 'pct', 'percent', 'percentage', 'share', 'proportion']);

/** Whether a head is of groups; beside the numbers of cases a share may be one of each. */
function isOfMany({ words }: Label, isNamed: boolean): boolean {
  const own = isNamed ? words.filter((word) => !shares.has(word)) : words;
  return isOfGroups(own) && !mayBeOfOne(own);
}
