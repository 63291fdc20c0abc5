import { doorFacts } from '../../../domain/base/door.ts';
import { type MissingReason, missingWords } from '../../../domain/inspection/round-evidence.ts';
import type { OutsideView } from '../../../domain/notification/outside-view.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { subjectThingOf, thingOf } from '../naming.ts';

/** Tells operators that the approvers of a package decide without evidence of the reading room, or that it waits for that (`waits`). */
export async function packageUninspected(
  view: OutsideView,
  missing: MissingReason | 'waits',
  opsUrl: string,
): Promise<MailBody> {
  const { project, id, door } = view;
  return mailBody({
    subject: `[${project}] The ${subjectThingOf(view)} was not looked into`,
    paragraphs: [said(view, missing), helps[missing], `Reference: ${id}.`],
    links: [
      { label: `Open the ${doorFacts(door).noun}`, url: `${opsUrl}/desk/${doorFacts(door).list}/${project}/${id}` },
    ],
  });
}

function said(view: OutsideView, missing: MissingReason | 'waits'): string {
  const about = `for the ${thingOf(view)} of the project ${view.project}`;
  if (missing === 'waits')
    return `The reading room wrote no evidence within 30 minutes ${about}, or what it wrote is no evidence. Its project wants files to be opened, so nobody is asked before there is evidence: it waits.`;
  return `The reading room wrote no evidence ${missingWords[missing]} ${about}. Its approvers are asked all the same, and see that there is none.`;
}

const helps: Readonly<Record<MissingReason | 'waits', string>> = {
  waits:
    'See whether the reading room runs and what its log says of this package. Where it cannot look into it, two operators let its review go on without evidence, or the package is withdrawn or stopped.',
  late: 'See whether the reading room runs and what its log says of this package. Evidence that comes later is shown by the next round of its review.',
  unreadable:
    'What was written in its place is no evidence, and the reading room never changes what it wrote. See whether both apps have the same version, and who else may write there.',
  'other-files':
    'The reading room found other files in the frozen copy than those that were frozen. See who may write there; a release is compared with the frozen files once more.',
};
