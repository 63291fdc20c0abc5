import { countText } from '../../../domain/base/count-text.ts';
import { printable } from '../../../domain/base/printable.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

interface AskedTrace {
  readonly by: { readonly name: string };
  readonly reason: string;
  readonly files: number;
}

/** Tells operators that somebody wants to know which releases held a file. */
export async function traceWaits(
  { by, reason, files }: AskedTrace,
  { secondOperator, publicBaseUrl }: { readonly secondOperator: boolean; readonly publicBaseUrl: string },
): Promise<MailBody> {
  return mailBody({
    subject: 'Somebody asks which releases held a file that was found outside',
    paragraphs: [
      `${printable(by.name)} asked which releases held ${countText(files, 'file')}. The reason given: ${printable(reason)}`,
      secondOperator
        ? 'Another operator has to want it too, within seven days, with the same file and what the first was given. Whoever asked hands both on.'
        : 'This deployment has one operator, who is answered after a day by asking again, within seven days. Whoever does not agree speaks up now.',
    ],
    links: [{ label: 'The desk', url: `${publicBaseUrl}/api/ops` }],
  });
}
