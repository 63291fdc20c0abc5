import type { Operation } from '../../domain/operation.ts';
import { printable } from '../words.ts';
import { type Letter, letter } from './letter.ts';

/** Tells operators that an operation stopped and needs a person. Nothing was deleted or released by the failed step. */
export async function operationFailed(operation: Operation, opsUrl: string): Promise<Letter> {
  const { door, project, id, failure } = operation;
  const name = printable(operation.name);
  const thing = door === 'ingress' ? 'dataset' : 'package';
  return letter({
    subject: `[${project}] The ${thing} ${name} failed in '${failure?.step ?? 'an unknown step'}'`,
    paragraphs: [
      `The ${thing} ${name} of the project ${project} stopped in the step '${failure?.step ?? 'unknown'}' at ${failure?.at ?? 'an unknown time'}.`,
      failure?.message ?? 'No reason was recorded.',
      'It waits for an operator. New files under this name are not taken until then.',
      `Reference: ${id}.`,
    ],
    links: [{ label: 'Open the dashboard', url: opsUrl }],
  });
}
