import { factsOf } from '../../../domain/lifecycle/advance.ts';
import type { Revealed } from '../../../domain/notification/outside-view.ts';
import { stateText } from '../../../domain/operation/state-text.ts';
import { restsUnscanned } from '../../../domain/transfer/scan-gate.ts';
import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { subjectThingOf, thingOf } from '../naming.ts';

/** Tells again that an operation rests until somebody acts. The first mail said why; this one quotes nothing. */
export async function operationRests(told: Revealed, opsUrl: string, timeZone: string): Promise<MailBody> {
  const { project, id, state, since } = told;
  const isUnscanned = told.door === 'ingress' ? restsUnscanned(told) : told.standing === 'unscanned';
  return mailBody({
    subject: `[${project}] The ${subjectThingOf(told)} still waits`,
    paragraphs: [
      `The ${thingOf(told)} of the project ${project}, ${stateText(state)} since ${momentText(since, timeZone)}, waits for ${factsOf(told).waitsFor}.`,
      isUnscanned
        ? 'It was not scanned. It goes on when the missing verdicts come; otherwise an operator has to look again or discard it. You are told again in thirty days.'
        : 'Nothing else ends this. You are told again in thirty days.',
      `Reference: ${id}.`,
    ],
    links: [{ label: 'Open the dashboard (operators)', url: opsUrl }],
  });
}
