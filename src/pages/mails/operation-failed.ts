import { doorFacts } from '../../domain/door.ts';
import type { Operation } from '../../domain/operation.ts';
import { printable } from '../words.ts';
import { type Letter, letter } from './letter.ts';

/** Tells operators that an operation stopped and needs a person. Nothing was deleted or released by the failed step. */
export async function operationFailed(operation: Operation, opsUrl: string): Promise<Letter> {
  const { door, project, id, failure } = operation;
  const name = printable(operation.name);
  const { noun } = doorFacts(door);
  return letter({
    subject: `[${project}] The ${noun} ${name} failed while it was ${failure?.state ?? 'in an unknown state'}`,
    paragraphs: [
      `The ${noun} ${name} of the project ${project} stopped while it was ${failure?.state ?? 'in an unknown state'}, at ${failure?.at ?? 'an unknown time'}.`,
      failure?.message ?? 'No reason was recorded.',
      'It waits for an operator. New files under this name are not taken until then.',
      `Reference: ${id}.`,
    ],
    links: [{ label: 'Open the dashboard', url: opsUrl }],
  });
}
