import { printable } from '../../../domain/base/printable.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

interface AskedRestore {
  readonly by: { readonly name: string };
  readonly reason: string;
}

const acts = {
  heads: 'that heads of the audit be written anew from its lines',
  doors: 'that doors be opened although verification finds something wrong',
  copy: 'that lines be put back from the second copy that no head counts',
};

/** Tells operators that somebody wants something to be put back that two of them put back. */
export async function restoreWaits(
  what: keyof typeof acts,
  { by, reason }: AskedRestore,
  { secondOperator, publicBaseUrl }: { readonly secondOperator: boolean; readonly publicBaseUrl: string },
): Promise<MailBody> {
  return mailBody({
    subject: 'Somebody wants a restore that takes two operators',
    paragraphs: [
      `${printable(by.name)} asked ${acts[what]}. The reason given: ${printable(reason)}`,
      secondOperator
        ? 'Another operator has to want it too, within seven days: compare first what is known outside, such as receipts and notes in older mails. Whoever asked hands on what the command printed.'
        : 'This deployment has one operator, who can do it after a day by asking again, within seven days. Whoever does not agree speaks up now.',
    ],
    links: [{ label: 'The desk', url: `${publicBaseUrl}/api/ops` }],
  });
}
