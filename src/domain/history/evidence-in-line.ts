import { verdictNames, verdicts } from '../inspection/evidence.ts';
import { missingReasons, missingWords } from '../inspection/round-evidence.ts';
import { shortId } from './known-names.ts';
import { because, type LineDetails } from './line-details.ts';

/** What a line tells of the reading room's evidence, and of who let a review go on without, as sentences with a space before each; nothing where it tells of none. */
export function evidenceIn(line: LineDetails): string {
  return `${foundIn(line)}${withoutIn(line)}`;
}

function withoutIn({ text, people }: LineDetails): string {
  const both = new Set([text('withoutEvidenceAsked'), text('withoutEvidenceAgreed')]);
  if (both.has('')) return '';
  const who =
    both.size === 1
      ? people('withoutEvidenceAgreed')
      : `${people('withoutEvidenceAsked')} and ${people('withoutEvidenceAgreed')}`;
  return ` ${because(`${who} let it go on without evidence`, text('withoutEvidenceReason'))}`;
}

function foundIn({ text, count }: LineDetails): string {
  const why = missingReasons.find((reason) => reason === text('evidenceMissing'));
  if (why !== undefined) return ` Evidence: none ${missingWords[why]}.`;
  if (text('evidence') === '') return '';
  const counted = verdicts
    .toReversed()
    .flatMap((verdict) => (count(verdict) > 0 ? [`${count(verdict)} ${verdictNames[verdict]}`] : []));
  const unchecked = count('unchecked') === 0 ? '' : `; not looked at whole: ${count('unchecked')}`;
  return ` Files by verdict: ${counted.join(', ') || 'none'}${unchecked} (evidence ${shortId(text('evidence'))}).`;
}
