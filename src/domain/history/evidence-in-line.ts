import { verdicts } from '../inspection/evidence.ts';
import { missingReasons, missingWords } from '../inspection/round-evidence.ts';
import { shortId } from './known-names.ts';
import type { ToldLine } from './told-line.ts';

/** What a line tells of the reading room's evidence, as a sentence with a space before it; nothing where it tells of none. */
export function evidenceIn({ text, count }: ToldLine): string {
  const why = missingReasons.find((reason) => reason === text('evidenceMissing'));
  if (why !== undefined) return ` Evidence: none ${missingWords[why]}.`;
  if (text('evidence') === '') return '';
  const counted = verdicts
    .toReversed()
    .flatMap((verdict) => (count(verdict) > 0 ? [`${verdict} ${count(verdict)}`] : []));
  const unchecked = count('unchecked') === 0 ? '' : `; not looked at whole: ${count('unchecked')}`;
  return ` Files by verdict: ${counted.join(', ') || 'none'}${unchecked} (evidence ${shortId(text('evidence'))}).`;
}
