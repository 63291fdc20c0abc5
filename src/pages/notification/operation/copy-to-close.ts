import { closingLine, copiesFollowUp, unpublishedText } from '../../../domain/lifecycle/retraction.ts';
import type { RevealedDataset } from '../../../domain/notification/outside-view.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { subjectThingOf, thingOf } from '../naming.ts';

/** Tells operators to close to researchers what was copied of a dataset that was withdrawn under its copy. */
export async function copyToClose(operation: RevealedDataset): Promise<MailBody> {
  const { project, id } = operation;
  const thing = thingOf(operation);
  return mailBody({
    subject: `[${project}] Close what was copied of the ${subjectThingOf(operation)}: it was withdrawn`,
    paragraphs: [
      `The ${thing} of the project ${project} was withdrawn when its copy had begun. Researchers may read what lies there until you close it.`,
      ...closingLines(operation),
      `Reference: ${id}.`,
    ],
  });
}

/** What becomes of a copy that is never published, and what is left to operators. */
export function closingLines(operation: RevealedDataset): string[] {
  return [unpublishedText(operation), closingLine(operation), copiesFollowUp(operation)];
}
