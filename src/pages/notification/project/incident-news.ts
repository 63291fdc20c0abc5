import { type MailBody, mailBody } from '../mail-body.ts';

interface News {
  readonly id: string;
  readonly heading: string;
  /** Sentences, in which what people chose is printable. */
  readonly said: readonly string[];
}

/** Tells operators of an incident. */
export async function incidentNews({ id, heading, said }: News, publicBaseUrl: string): Promise<MailBody> {
  return await mailBody({
    subject: `[${id}] Incident: ${heading}`,
    paragraphs: said,
    links: [{ label: 'The incident', url: `${publicBaseUrl}/api/ops/desk/incidents/${id}` }],
  });
}
