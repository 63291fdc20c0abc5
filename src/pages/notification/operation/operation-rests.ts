import { factsOf } from '../../../domain/lifecycle/advance.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { restsUnscanned } from '../../../domain/transfer/scan-gate.ts';
import { type Letter, letter } from '../letter.ts';
import { subjectThingOf, thingOf } from '../naming.ts';

/** Tells again that an operation rests until somebody acts. The first mail said why; this one quotes nothing. */
export async function operationRests(operation: Operation, opsUrl: string): Promise<Letter> {
  const { project, id, state, since } = operation;
  const thing = thingOf(operation);
  return letter({
    subject: `[${project}] The ${subjectThingOf(operation)} still waits`,
    paragraphs: [
      `The ${thing} of the project ${project} is ${state} since ${since} and waits for ${factsOf(operation).waitsFor}.`,
      restsUnscanned(operation)
        ? 'It was not scanned. It goes on when the missing verdicts come; otherwise an operator has to look again or discard it. You are told again in thirty days.'
        : 'It ends by nothing else. You are told again in thirty days.',
      `Reference: ${id}.`,
    ],
    links: [{ label: 'Open the dashboard (operators)', url: opsUrl }],
  });
}
