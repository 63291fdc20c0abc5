import type { Operation } from '../../domain/operation.ts';
import { type Letter, letter } from './letter.ts';

/** Tells researchers that their results stay inside, where the files are now, and what the approvers said. */
export async function packageReturned(operation: Operation, reasons: readonly string[]): Promise<Letter> {
  const { project, name, id } = operation;
  return letter({
    subject: `[${project}] The package ${name} was not released`,
    paragraphs: [
      `The package ${name} of the project ${project} was not released. Its files are back at returned/${project}/${name}/${id}/ in the secure environment.`,
      `Put a corrected package on the export path to ask again. Reference: ${id}.`,
      reasons.length === 0
        ? 'Nobody denied it, but the approval it needs can no longer be given: the project or its people changed.'
        : 'The approvers gave these reasons:',
    ],
    items: reasons,
  });
}
