import { failureOf, type Revealed, whyFailed } from '../../../domain/notification/outside-view.ts';
import { stateText } from '../../../domain/operation/state-text.ts';
import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { noticeLine, subjectThingOf, thingOf } from '../naming.ts';

/** Who is told: operators, who get the dashboard (`opsUrl`), or those who sent the files. `notice` is where the names stand that a package's failure quotes. */
interface FailureReader {
  readonly opsUrl?: string;
  readonly timeZone: string;
  readonly notice?: string | undefined;
}

/** Tells that an operation stopped and needs an operator. What a package's failure quotes is on the dashboard and in the `notice`. */
export async function operationFailed(told: Revealed, { opsUrl, notice, timeZone }: FailureReader): Promise<MailBody> {
  const { project, id } = told;
  const { state = 'in an unknown state', at } = failureOf(told);
  const when = at === undefined ? '' : `, at ${momentText(at, timeZone)}`;
  return mailBody({
    subject: `[${project}] The ${subjectThingOf(told)} failed while it was ${stateText(state)}`,
    paragraphs: [
      `The ${thingOf(told)} of the project ${project} stopped while it was ${stateText(state)}${when}.`,
      whyFailed(told) ?? 'No reason was recorded.',
      `It waits for an operator.${opsUrl === undefined ? ' You need not do anything unless the reason above is in what you sent.' : ''} New files under this name are not taken until then.`,
      ...noticeLine('What researchers must know by name', notice),
      `Reference: ${id}.`,
    ],
    links: opsUrl === undefined ? [] : [{ label: 'Open the dashboard', url: opsUrl }],
  });
}
