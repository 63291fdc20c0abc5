import type { DisclosureRules } from '../../domain/inspection/disclosure.ts';
import { type NotCheckedReason, type Verdict, verdictNames } from '../../domain/inspection/evidence.ts';
import { missingWords, type RoundEvidence } from '../../domain/inspection/round-evidence.ts';

export const verdictWords: Readonly<
  Record<Verdict, { readonly word: string; readonly tone: '' | 'good' | 'wait' | 'bad' }>
> = {
  clean: { word: verdictNames.clean, tone: '' },
  lookedAt: { word: `${verdictNames.lookedAt}, nothing found`, tone: 'good' },
  note: { word: `${verdictNames.lookedAt}, ${verdictNames.note}`, tone: '' },
  notChecked: { word: verdictNames.notChecked, tone: 'wait' },
  review: { word: verdictNames.review, tone: 'wait' },
  block: { word: verdictNames.block, tone: 'bad' },
};

export const reasonWords: Readonly<Record<NotCheckedReason, string>> = {
  type: 'No rule reads files of this type.',
  partly: 'Only the first 64 MB were read.',
  tooLarge: 'It can be read whole only, and is larger than 64 MB or holds millions of values.',
  budget: 'The time for the package was over before it was its turn.',
  crashed: 'Reading it ended its process, or took too long or too much memory.',
  damaged: 'It is not what its first bytes say, or breaks off.',
  encrypted: 'It needs a password.',
  unbalanced: 'What was said to be looked at does not add up to the file, so none of it counts as looked at.',
};

/** Each threshold in words that follow its value. */
export const thresholdWords: Readonly<Record<keyof DisclosureRules, string>> = {
  minCount: 'is the smallest count that may be told',
  minResidualDof: 'residual degrees of freedom are the fewest of a model',
  maxRows: 'rows are the most of a table that is not taken for records',
  maxTextLength: 'characters are the most of a cell that is not taken for free text',
  rounding: 'are the bases to which counts may be rounded',
};

/** How many files of a package are of which verdict, the heaviest first; empty in a deployment without a reading room. */
export function verdictsText(evidence: RoundEvidence | undefined): string {
  if (evidence === undefined) return '';
  if ('missing' in evidence) return `no evidence ${missingWords[evidence.missing]}`;
  const { verdicts, unchecked } = evidence;
  const counts = [
    [verdicts.block, verdictNames.block],
    [verdicts.review, verdictNames.review],
    [unchecked, verdictNames.notChecked],
  ] as const;
  const said = counts.flatMap(([count, word]) => (count === 0 ? [] : [`${count.toLocaleString('en-GB')} ${word}`]));
  return said.length === 0 ? 'nothing found' : said.join(', ');
}
