import { shortNumber } from '../../../domain/base/door.ts';
import { printable } from '../../../domain/base/printable.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

interface Replied {
  readonly project: string;
  readonly id: string;
  readonly name: string;
}

/** Tells operators that somebody whom a trace names has answered. What was answered stands where the people of the release are looked up. */
export async function traceReplied({ project, id, name }: Replied, publicBaseUrl: string): Promise<MailBody> {
  return mailBody({
    subject: `[${project}] Somebody whom a trace names has answered`,
    paragraphs: [
      `${printable(name)} has answered about package ${shortNumber(id)}, of which a file was found outside.`,
      `Whoever has the signed answer of the trace reads it with: sallyport traced trace.jws ${id} --reason "…"`,
    ],
    links: [{ label: 'The desk', url: `${publicBaseUrl}/api/ops` }],
  });
}
