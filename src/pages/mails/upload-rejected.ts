import { doorFacts } from '../../domain/door.ts';
import type { Operation, Problem } from '../../domain/operation.ts';
import { printable } from '../words.ts';
import { type Letter, letter } from './letter.ts';

const mostItems = 50;

/** Tells who uploaded exactly what breaks which rule. Nothing was moved. */
export async function uploadRejected(operation: Operation): Promise<Letter> {
  const { door, project, id, problems } = operation;
  const name = printable(operation.name);
  const { noun } = doorFacts(door);
  const more = problems.length - mostItems;
  return letter({
    subject: `[${project}] The ${noun} ${name} was rejected`,
    paragraphs: [
      `The ${noun} ${name} of the project ${project} breaks the project's rules, so nothing of it was moved. Reference: ${id}.`,
      'An operator has to discard it before new files under this name are taken. Then upload it again without what is listed here:',
    ],
    items: [...problems.slice(0, mostItems).map(describe), ...(more > 0 ? [`and ${more} more`] : [])],
  });
}

function describe({ rule, path, value, message }: Problem): string {
  const where = path === null ? `the whole upload (${printable(value)})` : printable(path);
  return `${where}: ${message} [${rule}]`;
}
