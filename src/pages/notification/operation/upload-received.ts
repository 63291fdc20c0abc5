import { countText } from '../../../domain/base/count-text.ts';
import type { RevealedDataset } from '../../../domain/notification/outside-view.ts';
import { sizeText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { thingOf } from '../naming.ts';

/** Tells data owners that an upload is complete, how much it is, and what comes next. */
export async function uploadReceived(operation: RevealedDataset): Promise<MailBody> {
  const { project, id, source } = operation;
  const thing = thingOf(operation);
  const size = source === undefined ? '' : `: ${countText(source.count, 'file')}, ${sizeText(source.bytes)}`;
  return mailBody({
    subject: `[${project}] The ${thing} was received`,
    paragraphs: [
      `The upload of the ${thing} of the project ${project} is complete${size}. If this is not what you sent, withdraw it and upload it again.`,
      "It is checked against the project's rules, copied and compared; then the originals are deleted. You are told when it is available, and when it is not taken.",
      `Reference: ${id}.`,
    ],
  });
}
