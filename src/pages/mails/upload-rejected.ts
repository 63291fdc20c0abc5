import type { Operation } from '../../domain/operation.ts';
import { malwareRule } from '../../domain/scan-gate.ts';
import { sizeClass } from '../../domain/size-class.ts';
import { isToBeClosed } from '../../domain/unpublished.ts';
import { problemLines } from '../problem-lines.ts';
import { closingLines } from './copy-to-close.ts';
import { type Letter, letter } from './letter.ts';
import { noticeLine, subjectThingOf, thingOf } from './naming.ts';

const mostItems = 50;

/** Tells who uploaded what breaks which rule, and operators what was copied of it before, if something was. Of a package only rules are told; `notice` is where the names stand. */
export async function uploadRejected(operation: Operation, notice?: string): Promise<Letter> {
  const { door, project, id, problems, source } = operation;
  const thing = thingOf(operation);
  const size = door === 'export' && source ? ` (${sizeClass(source)})` : '';
  const items = door === 'export' ? publicLines(problems) : openLines(problems);
  const more = items.length - mostItems;
  return letter({
    subject: `[${project}] The ${subjectThingOf(operation)} was rejected`,
    paragraphs: [
      `The ${thing} of the project ${project}${size} breaks the project's rules, so nothing of it ${isToBeClosed(operation) ? 'is published' : 'was moved'}. Reference: ${id}.`,
      ...(isToBeClosed(operation) ? closingLines(operation) : []),
      ...noticeLine('Which files break them', notice),
      'It has to be discarded, by you or an operator, before new files under this name are taken. Then upload it again without what is listed here:',
    ],
    items: [...items.slice(0, mostItems), ...(more > 0 ? [`and ${more} more`] : [])],
  });
}

/** Which file holds malware only operators are told; they see it on the dashboard. */
function openLines(problems: Operation['problems']): string[] {
  const isMalware = ({ rule }: Operation['problems'][number]) => rule === malwareRule;
  return [
    ...publicLines(problems.filter(isMalware)),
    ...problemLines(problems.filter((problem) => !isMalware(problem))),
  ];
}

/** Each broken rule once: how many files break it is not told. */
function publicLines(problems: Operation['problems']): string[] {
  return [...new Set(problems.map(({ rule, publicMessage }) => `${publicMessage} [${rule}]`))];
}
