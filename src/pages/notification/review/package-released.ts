import { countText } from '../../../domain/base/count-text.ts';
import type { Released } from '../../../domain/notification/outside-view.ts';
import type { Recipients } from '../../../domain/project/recipients.ts';
import { sizeText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { subjectThingOf, thingOf } from '../naming.ts';

/** Tells researchers that their results are outside now, with exact counts: people approved them; and for whom they are. */
export async function packageReleased(about: Released, release: Recipients | undefined): Promise<MailBody> {
  const { project, id, package: frozen, round } = about;
  const thing = thingOf(about);
  const what = frozen ? `${countText(frozen.count, 'file')}, ${sizeText(frozen.bytes)}` : 'all of its files';
  return mailBody({
    subject: `[${project}] The ${subjectThingOf(about)} was released`,
    paragraphs: [
      `The ${thing} of the project ${project} was released: ${what}, now in the public account, in the container released under ${project}/, in the folder of the package's name and there in ${id}/.`,
      round === undefined
        ? 'The rules of this project ask for no approval.'
        : 'It was approved by the approvers of the project, and the released files were compared with what they decided on.',
      ...(release === undefined
        ? []
        : [`It is for ${release.recipients.join('; ')}, and for nobody else, under these terms: ${release.terms}`]),
      `Reference: ${id}${frozen ? `, digest of the package ${frozen.digest}` : ''}.`,
    ],
  });
}
