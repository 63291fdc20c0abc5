import type { Operation, Problem } from '../../domain/operation.ts';
import { type Letter, letter } from './letter.ts';

const mostItems = 50;

/** Tells who uploaded exactly what breaks which rule. Nothing was moved. */
export async function uploadRejected(operation: Operation): Promise<Letter> {
  const { door, project, name, id, problems } = operation;
  const thing = door === 'ingress' ? 'dataset' : 'package';
  const more = problems.length - mostItems;
  return letter({
    subject: `[${project}] The ${thing} ${name} was rejected`,
    paragraphs: [
      `The ${thing} ${name} of the project ${project} breaks the project's rules, so nothing of it was moved. Reference: ${id}.`,
      'An operator has to discard it before new files under this name are taken. Then upload it again without what is listed here:',
    ],
    items: [...problems.slice(0, mostItems).map(describe), ...(more > 0 ? [`and ${more} more`] : [])],
  });
}

/** Control characters in a name would break the lines of the mail, so such names are shown as JSON text. */
function describe({ rule, path, value, message }: Problem): string {
  const where = path === null ? `the whole upload (${printable(value)})` : printable(path);
  return `${where}: ${message} [${rule}]`;
}

function printable(text: string): string {
  return /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text)
    ? JSON.stringify(text).replace(
        /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
        (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
      )
    : text;
}
