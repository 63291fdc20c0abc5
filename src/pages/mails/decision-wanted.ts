import { shortNumber } from '../../domain/door.ts';
import type { ManifestSummary } from '../../domain/manifest.ts';
import type { Round } from '../../domain/round.ts';
import { sizeClass } from '../../domain/size-class.ts';
import { countText, momentText } from '../words.ts';
import { type Letter, letter } from './letter.ts';

/** What an approver is asked about; the mail holds no names and no exact numbers. `link` leads to the page of this approver and round. */
export interface DecisionWanted {
  readonly project: string;
  readonly title: string;
  readonly round: Round;
  readonly summary: ManifestSummary;
  readonly link: (choice: 'approve' | 'deny') => string;
}

/** Asks an approver to decide. Both links only open the page, with that choice preselected; nothing happens before sign-in. */
export async function decisionWanted({ project, title, round, summary, link }: DecisionWanted): Promise<Letter> {
  return letter({
    subject: `[${project}] Results wait for your decision (${shortNumber(round.exportId)})`,
    paragraphs: [
      `Researchers of ${title} (${project}) want to take out the package ${shortNumber(round.exportId)} of results: ${sizeClass(summary)}.`,
      `Please decide by ${momentText(round.deadline)}. ${countText(round.rules.quorum, 'approver')} must approve; one denial stops the package. Look at the files from the access desktop first: the page says where they are.`,
      `Reference: ${round.exportId}, round ${round.number}.`,
    ],
    links: [
      { label: 'Approve', url: link('approve') },
      { label: 'Deny', url: link('deny') },
    ],
  });
}
