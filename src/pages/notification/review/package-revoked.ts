import { countText } from '../../../domain/base/count-text.ts';
import type { Released } from '../../../domain/notification/outside-view.ts';
import { sizeText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { subjectThingOf, thingOf } from '../naming.ts';

/** Tells researchers that their results are no longer outside, with exact counts: of what was approved they may leave. */
export async function packageRevoked(about: Released): Promise<MailBody> {
  const { project, id, takeBack } = about;
  const thing = thingOf(about);
  const found = takeBack?.outside;
  const what = found ? `${countText(found.count, 'file')}, ${sizeText(found.bytes)}` : 'all of its files';
  return mailBody({
    subject: `[${project}] The ${subjectThingOf(about)} was revoked`,
    paragraphs: [
      `An operator took back the ${thing} of the project ${project}: ${what} were deleted from where they had been released to.`,
      `The reason: ${takeBack?.reason ?? 'none was noted'}`,
      'Whoever downloaded files before that still has them. Ask everybody to whom you gave them to delete their copies, and do not use these results any further.',
      `Reference: ${id}.`,
    ],
  });
}
