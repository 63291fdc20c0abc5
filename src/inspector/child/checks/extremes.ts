import type { Label } from './label.ts';
import { folded } from './words/folded.ts';

const words = `smallest largest lowest highest youngest oldest shortest longest kleinste kleinster kleinstes grosste grosster grosstes hochste hochster hochstes niedrigste niedrigster niedrigstes jungste alteste spannweite minimal maximal
  mini maxi minimale maximale etendue minimo maximo minima maxima rango intervalo massimo massima intervallo laagste hoogste bereik minst minsta mindste minste storst storsta storste
  lagsta hogsta laveste hoyeste hojeste spridning pienin suurin vaihteluvali najmniejszy najwiekszy najmniejsza najwieksza zakres 最小 最大 最小值 最大值`;
const extremes = new Set(words.split(/\s+/));

/** Whether a head names a smallest or largest value, in languages of Europe; or the ends of quantiles, as R heads them with 0% and 100%. */
export function isExtreme(label: Label, beside: readonly Label[]): boolean {
  // The largest value that a measure of a model can have.
  if (label.isExtreme) return !label.words.includes('squared');
  const text = label.words.join('');
  if (text === '0%' || text === '100%')
    return beside.some(({ words: other }) => ['25%', '50%'].includes(other.join('')));
  return label.words.length <= 5 && !label.isOther && label.words.some((word) => extremes.has(folded(word)));
}
