import { printable } from '../../../domain/base/printable.ts';
import type { AskedFirst } from '../../../domain/definition/acts-of-two.ts';
import type { OperationKey } from '../../../domain/operation/operation.ts';
import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

/** Tells operators that somebody wants an approved package to pass the limits of its project. It names nothing that was chosen inside. */
export async function passWaits(
  { project, id }: OperationKey,
  {
    by,
    reason,
    askedAt,
  }: Pick<AskedFirst, 'askedAt'> & { readonly by: { readonly name: string }; readonly reason: string },
  { secondOperator, publicBaseUrl }: { readonly secondOperator: boolean; readonly publicBaseUrl: string },
  timeZone?: string,
): Promise<MailBody> {
  return mailBody({
    subject: `[${project}] Somebody wants a package to pass a limit`,
    paragraphs: [
      `${printable(by.name)} asked at ${momentText(askedAt, timeZone)} that the package ${id}, which was approved, leaves although it exceeds the limits of its project. The reason given: ${printable(reason)}`,
      secondOperator
        ? 'Another operator, who takes no part in the project, has to ask for it too, within seven days. Until then it waits until it fits.'
        : 'This deployment has one operator, who can let it pass after a day by asking again, within seven days. Whoever does not agree speaks up now, or takes its release back.',
    ],
    links: [{ label: 'Open the package', url: `${publicBaseUrl}/api/ops/desk/exports/${project}/${id}` }],
  });
}
