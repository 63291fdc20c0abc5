import type { Operation } from '../../domain/operation.ts';
import { eligible, type Round } from '../../domain/round.ts';
import { momentText } from '../words.ts';
import { type Letter, letter } from './letter.ts';
import { subjectThingOf, thingOf } from './naming.ts';

/** Tells operators that too few approvers are left who could make the quorum of an open round, and what can be done before it ends. */
export async function reviewUnreachable(
  operation: Operation,
  round: Round,
  { now, opsUrl }: { readonly now: Date; readonly opsUrl: string },
): Promise<Letter> {
  const { project, id } = operation;
  const { quorum, independent, onDeadline } = round.rules;
  const thing = thingOf(operation);
  const able = round.approvers.filter(({ oid }) => eligible(round, oid, now));
  const free = able.filter((person) => person.independent).length;
  const deadline = momentText(round.deadline);
  return letter({
    subject: `[${project}] Too few approvers are left for the ${subjectThingOf(operation)}`,
    paragraphs: [
      `The review of the ${thing} of the project ${project} waits in vain. Of those who are asked ${able.length} may decide, ${free} of them independent; ${quorum} must approve, ${independent} of them independent.`,
      `Reference: ${id}. You can do one of three things:`,
    ],
    items: [
      `Name more approvers in the definition of ${project}, or lift a suspension. They are asked at once, and what the others have said still counts. If they need more time, give it (extend) before ${deadline}.`,
      'Withdraw the package. It goes back to its researchers now.',
      onDeadline === 'return'
        ? `Wait. It goes back to its researchers at its deadline, ${deadline}.`
        : `Wait. The project keeps its reviews open, so it stays in review after its deadline, ${deadline}, as well.`,
    ],
    links: [{ label: 'Open the dashboard', url: opsUrl }],
  });
}
