import type { OutsideView } from '../../../domain/notification/outside-view.ts';
import { momentText } from '../../base/words.ts';
import { type Letter, letter } from '../letter.ts';
import { thingOf } from '../naming.ts';

/** Asks researchers why they send a package, since its approvers are asked only then, or at the end of the wait. */
export async function purposeWanted(view: OutsideView, baseUrl: string): Promise<Letter> {
  const { project, id, number, until, page } = view;
  return letter({
    subject: `[${project}] Say why the package ${number} is sent`,
    paragraphs: [
      `The ${thingOf(view)} of the project ${project} is frozen and has no purpose. Its approvers are asked as soon as one of you has typed it.`,
      `If nobody does${until === undefined ? '' : ` by ${momentText(until)}`}, they are asked all the same, and read that no purpose was given.`,
      `Do not write anything there that comes from the data. Reference: ${id}.`,
    ],
    links: [{ label: 'Type the purpose', url: `${baseUrl}${page}` }],
  });
}
