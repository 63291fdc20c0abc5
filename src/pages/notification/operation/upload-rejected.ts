import { countText } from '../../../domain/base/count-text.ts';
import { printable } from '../../../domain/base/printable.ts';
import { sizeClass } from '../../../domain/base/size-class.ts';
import { isToBeClosed } from '../../../domain/lifecycle/unpublished.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { countedRule } from '../../../domain/transfer/rules.ts';
import { malwareRule } from '../../../domain/transfer/scan-gate.ts';
import { problemLines } from '../../base/problem-lines.ts';
import { type Letter, letter } from '../letter.ts';
import { noticeLine, subjectThingOf, thingOf } from '../naming.ts';
import { closingLines } from './copy-to-close.ts';

/** Tells who uploaded what breaks which rule, and operators what was copied of it before, if something was. Of a package only rules are told; `notice` is where the names stand. */
export async function uploadRejected(operation: Operation, notice?: string): Promise<Letter> {
  const { door, project, id, problems, source } = operation;
  const thing = thingOf(operation);
  const size = door === 'export' && source ? ` (${sizeClass(source)})` : '';
  const items = door === 'export' ? publicLines(problems) : openLines(problems);
  return letter({
    subject: `[${project}] The ${subjectThingOf(operation)} was rejected`,
    paragraphs: [
      `The ${thing} of the project ${project}${size} breaks the project's rules, so nothing of it ${isToBeClosed(operation) ? 'is published' : 'was moved'}. Reference: ${id}.`,
      ...(isToBeClosed(operation) ? closingLines(operation) : []),
      ...noticeLine('Which files break them', notice),
      'It has to be discarded, by you or an operator, before new files under this name are taken. Then upload it again without what is listed here:',
    ],
    items,
  });
}

/** Which file holds malware only operators are told; they see it on the dashboard. */
export function openLines(problems: Operation['problems']): string[] {
  const isMalware = ({ rule }: Operation['problems'][number]) => rule === malwareRule;
  const others = problems.filter((problem) => !isMalware(problem));
  const isOfFile = (problem: Operation['problems'][number]) =>
    problem.path !== null || countedRule(problem).more !== undefined;
  const rules = new Set(others.filter(isOfFile).map((problem) => countedRule(problem).rule));
  return [
    ...publicLines(problems.filter(isMalware)),
    ...problemLines(others.filter((problem) => !isOfFile(problem))),
    ...[...rules].flatMap((rule) =>
      ruleLines(
        rule,
        others.filter((one) => isOfFile(one) && countedRule(one).rule === rule),
      ),
    ),
  ];
}

const mostNames = 10;

/** One line for all files that break a rule, with their true number and the first names. */
function ruleLines(rule: string, problems: Operation['problems']): string[] {
  const named = problems.filter(({ path }) => path !== null);
  const count = problems.reduce((sum, problem) => sum + (countedRule(problem).more ?? 1), 0);
  const [first] = problems;
  if (first === undefined || count === 1) return problemLines(named);
  const names = named.slice(0, mostNames).map(({ path }) => printable(path ?? ''));
  const more = count - names.length;
  const list = [...names, ...(more > 0 ? [`and ${more.toLocaleString('en-GB')} more`] : [])].join(', ');
  return [`${countText(count, 'file')}: ${first.publicMessage} [${rule}] (${list})`];
}

/**
 * Each broken rule once, in the order of the sentences: how many files break it and which come first is chosen inside, and would carry a
 * message out.
 */
export function publicLines(problems: Operation['problems']): string[] {
  return [...new Set(problems.map((problem) => `${problem.publicMessage} [${countedRule(problem).rule}]`))].toSorted();
}
