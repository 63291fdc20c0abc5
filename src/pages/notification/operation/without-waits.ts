import { printable } from '../../../domain/base/printable.ts';
import type { WithoutEvidenceAsked } from '../../../domain/inspection/without-evidence.ts';
import type { OperationKey } from '../../../domain/operation/operation.ts';
import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

/** Tells operators that somebody wants the review of a package to go on without evidence. It names nothing that was chosen inside. */
export async function withoutWaits(
  { project, id }: OperationKey,
  { by, reason, askedAt }: Pick<WithoutEvidenceAsked, 'by' | 'reason' | 'askedAt'>,
  { secondOperator, publicBaseUrl }: { readonly secondOperator: boolean; readonly publicBaseUrl: string },
  timeZone?: string,
): Promise<MailBody> {
  return mailBody({
    subject: `[${project}] Somebody wants a review without evidence`,
    paragraphs: [
      `${printable(by.name)} asked at ${momentText(askedAt, timeZone)} that the review of the package ${id} goes on although nothing is known of its files, which its project wants to be opened. The reason given: ${printable(reason)}`,
      secondOperator
        ? 'Another operator, who takes no part in the project, has to ask for it too, within seven days. Until then nobody can approve it.'
        : 'This deployment has one operator, who can let it go on after a day by asking again, within seven days. Whoever does not agree speaks up now, or withdraws the package.',
    ],
    links: [{ label: 'Open the package', url: `${publicBaseUrl}/api/ops/desk/exports/${project}/${id}` }],
  });
}
