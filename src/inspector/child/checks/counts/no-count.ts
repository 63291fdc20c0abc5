import * as counting from '../words/counting.ts';
import * as measuring from '../words/measuring.ts';
import * as neutral from '../words/neutral.ts';

/** Whether words say that what they head is no count of people. `namesPeople`: some of them name people all the same. */
export function isNoCount(words: readonly string[], namesPeople: boolean): boolean {
  const has = (those: ReadonlySet<string>) => words.some((word) => those.has(word));
  return (
    (has(neutral.neverCounted) && !countsNumbers(words)) ||
    isAged(words) ||
    isScaled(words) ||
    (!namesPeople && has(neutral.seldomCounted)) ||
    isPer(words)
  );
}

/** `in thousands`, `(000s)`; a number before it says how large something is that is counted. */
function isScaled(words: readonly string[]): boolean {
  return words.some((word, at) =>
    word === '000' ? words[at + 1] === 's' : neutral.scaleWords.has(word) && !/^\d/.test(words[at - 1] ?? ''),
  );
}

/** An age, or something by people's age. */
function isAged(words: readonly string[]): boolean {
  const at = words.findIndex((word) => neutral.ageWords.has(word));
  if (at < 0) return false;
  return !words
    .slice(0, at)
    .some(
      (word) => counting.countedNouns.has(word) || counting.countWords.has(word) || word === 'number' || word === 'no',
    );
}

/** `patients per 1000`, `calls per day`: what comes behind is a number or a unit. `patients per region` counts. */
function isPer(words: readonly string[]): boolean {
  const foreign = words.findIndex((word, at) => pers.has(word) && /^\d/.test(words[at + 1] ?? ''));
  if (foreign >= 0) return true;
  const behind = words[words.lastIndexOf('per') + 1];
  if (!words.includes('per') || behind === undefined) return false;
  return /^\d/.test(behind) || measuring.timeWords.has(behind) || units.has(behind);
}

/** In other languages, before a number. */
const pers = new Set('pour por je pro par pr na auf'.split(' '));
const units = new Set('thousand million person capita patient case unit nurse bed kg ml l km'.split(' '));

/** `Count of student_id`: how many numbers of cases there are. */
function countsNumbers([first = '', ...others]: readonly string[]): boolean {
  const isCount = counting.countWords.has(first) || first === 'number' || first === 'distinct';
  return isCount && others.length > 1 && /^(?:ids?|nr|no|number)$/.test(others.at(-1) ?? '');
}
