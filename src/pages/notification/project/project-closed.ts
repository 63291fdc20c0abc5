import { countText } from '../../../domain/base/count-text.ts';
import type { ClosurePayload } from '../../../domain/lifecycle/receipt.ts';
import type { Destruction } from '../../../domain/project/destruction.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

interface ToldReceipt {
  readonly receipt: string;
  readonly isOperator: boolean;
}

/**
 * Tells operators and data owners that the closing of a project has come to its end, in counts, and whether anything is left; operators
 * also what is left to them. Names stay in the receipt, and how many packages ended besides: some were never revealed outside.
 */
export async function projectClosed(
  { project, duties, destruction }: Pick<ClosurePayload, 'project' | 'duties' | 'destruction'>,
  counts: Readonly<Record<string, number>>,
  { receipt, isOperator }: ToldReceipt,
): Promise<MailBody> {
  const { retracted = 0, kept = 0, revoked = 0 } = counts;
  return mailBody({
    subject: `[${project}] The project is closed`,
    paragraphs: [
      `The project ${project} is closed, and what it held is cleared: ${countText(retracted, 'version')} retracted, ${countText(kept, 'release')} kept outside, ${countText(revoked, 'release')} revoked; every other dataset and package ended. Nothing that is uploaded from now on is taken in.`,
      `The receipt ${receipt} is the certificate of destruction: it lists all of them with their digests, what was deleted where and when, until when a storage administrator could restore it, and what is kept. Operators can show it.`,
      ...(destruction === undefined ? [] : [leftText(destruction)]),
      ...(isOperator ? ['This is left to you:'] : []),
    ],
    items: isOperator ? [...duties] : [],
  });
}

/** How much is left is not said: that can be a number that was chosen inside. */
function leftText({ places, computes }: Destruction): string {
  const reasons = [
    ...places.flatMap(({ place, why }) => (why === undefined ? [] : [`${place}: ${why}`])),
    ...(computes.why === undefined ? [] : [`computes: ${computes.why}`]),
  ];
  if (reasons.length === 0)
    return 'A last look found none of its files in any container of data, and no compute of it.';
  return `A last look found that something is left. ${reasons.join(' ')}`;
}
