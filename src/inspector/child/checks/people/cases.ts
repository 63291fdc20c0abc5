import { isOfGroups, mayBeOfOne, quasiOf } from '../../identifiers/quasi.ts';
import { isPublicLabel } from '../identifier-labels.ts';
import type { Label } from '../label.ts';
import type { Traits } from './traits.ts';

/** Letters with digits, or digits alone, as a study numbers those who are in it. */
const ofCase = /^[A-Z]{0,4}[-_/ ]?\d{1,12}[A-Z]?$/i;
/** The same where it can hardly be anything else. */
const surelyOfCase = /^[A-Z]{1,4}[-_/ ]?\d{3,12}[A-Z]?$|^[A-Z]{1,3}[-_/ ]\d{2,12}$/i;
const numberWord = /^(?:id|nr|no|num|number|nummer|numero|nro)$/;
const inOneWord = /^\p{L}{2,20}(?:id|nr|nummer)$/u;

/** Whether a column has a number for each case: told by its head, or by the shape of what stands in it. */
export function numbersCases(label: Label, texts: readonly string[]): 'by-name' | 'by-shape' | undefined {
  const different = new Set(texts).size;
  // Numbers drawn at random may come twice.
  if (texts.length < 2 || different < 0.95 * texts.length || isPublicLabel(label.words)) return undefined;
  if (namesCases(label.words) && texts.every((text) => ofCase.test(text))) return 'by-name';
  return different === texts.length && texts.every((text) => surelyOfCase.test(text)) ? 'by-shape' : undefined;
}

function namesCases(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  return (
    quasiOf(words) === 'person' ||
    (words.length > 1 && numberWord.test(last)) ||
    (words.length === 1 && inOneWord.test(last))
  );
}

/** Fewer rows are told only by sex and age. */
const fewest = 5;

/** Whether the rows are cases: each has a number, and beside it what differs from one to the next. However few have a sex and an age, they are people. */
export function areCases(traits: readonly Traits[], rows: number): boolean {
  const kinds = new Set(traits.flatMap(({ kind }) => kind ?? []));
  if (rows > 2 && traits.some(({ areAgesWithSex }) => areAgesWithSex)) return true;
  const numbered = traits.find(({ caseNumbers }) => caseNumbers !== undefined);
  if (numbered === undefined) return false;
  if (kinds.has('sex') && (kinds.has('age') || kinds.has('birth') || traits.some(({ isScattered }) => isScattered)))
    return true;
  const others = traits.filter((one) => one !== numbered && !one.isRowNumber);
  const differing = others.filter(({ isScattered, hasOwnDays, isCoded }) => isScattered || hasOwnDays || isCoded);
  const isNamed = numbered.caseNumbers === 'by-name';
  return (
    rows >= fewest &&
    others.length >= (isNamed ? 2 : 3) &&
    differing.length >= (isNamed ? 1 : 2) &&
    !others.some(({ label }) => isOfMany(label, isNamed))
  );
}

const shares: ReadonlySet<string> = new Set(['%', 'pct', 'percent', 'percentage', 'share', 'proportion']);

/** Whether a head is of groups; beside the numbers of cases a share may be one of each. */
function isOfMany({ words }: Label, isNamed: boolean): boolean {
  const own = isNamed ? words.filter((word) => !shares.has(word)) : words;
  return isOfGroups(own) && !mayBeOfOne(own);
}
