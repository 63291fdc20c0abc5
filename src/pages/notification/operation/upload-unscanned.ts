import type { Revealed } from '../../../domain/notification/outside-view.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { subjectThingOf, thingOf } from '../naming.ts';

/** Tells operators that an upload has no clean verdict and rests. Files are named only on the dashboard. */
export async function uploadUnscanned(told: Revealed, opsUrl: string): Promise<MailBody> {
  const { project, id } = told;
  const thing = thingOf(told);
  return mailBody({
    subject: `[${project}] The ${subjectThingOf(told)} waits for the malware scan`,
    paragraphs: [
      `The ${thing} of the project ${project} has no clean verdict of the malware scan for every file, so nothing of it was moved.`,
      'It goes on by itself when the missing verdicts come. Which files they are, and why, stands on the dashboard.',
      'An operator can look again, which begins another half hour, or discard it. What cannot be scanned has to be uploaded anew.',
      `Reference: ${id}.`,
    ],
    links: [{ label: 'Open the dashboard', url: opsUrl }],
  });
}
