import { countText } from '../../../domain/base/count-text.ts';
import { printable } from '../../../domain/base/printable.ts';
import { isToBeClosed } from '../../../domain/lifecycle/unpublished.ts';
import type { Revealed } from '../../../domain/notification/outside-view.ts';
import type { RejectionWord } from '../../../domain/notification/rejection-word.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { countedRule } from '../../../domain/transfer/rules.ts';
import { malwareRule } from '../../../domain/transfer/scan-gate.ts';
import { problemLines } from '../../base/problem-lines.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { noticeLine, sizeNote, subjectThingOf, thingOf } from '../naming.ts';
import { closingLines } from './copy-to-close.ts';

/**
 * Tells who uploaded what breaks which rule, and operators what was copied of it before, if something was. Which rules a package breaks was
 * chosen inside: `notice` is where they stand with the names.
 */
export async function uploadRejected(told: Revealed, notice?: string): Promise<MailBody> {
  const { project, id } = told;
  const closing = told.door === 'ingress' && isToBeClosed(told) ? closingLines(told) : [];
  const items = told.door === 'ingress' ? openLines(told.problems) : [];
  const again = items.length === 0 ? 'what breaks the rules.' : 'what is listed here:';
  return mailBody({
    subject: `[${project}] The ${subjectThingOf(told)} was rejected`,
    paragraphs: [
      `The ${thingOf(told)} of the project ${project}${sizeNote(told)} breaks the project's rules, so nothing of it ${closing.length > 0 ? 'is published' : 'was moved'}. Reference: ${id}.`,
      ...closing,
      ...(told.door === 'export' && told.rule !== undefined ? [ruleSentences[told.rule]] : []),
      ...noticeLine('Which rules it breaks, and by which files,', notice),
      `It has to be discarded, by you or an operator, before new files under this name are taken. Then upload it again without ${again}`,
    ],
    items,
  });
}

/** What the broken rules of a package are about, in the one word that its project lets be told. */
export const ruleSentences: Readonly<Record<RejectionWord, string>> = {
  names: 'The rules that it breaks are about names.',
  kinds: 'The rules that it breaks are about kinds of files.',
  size: 'The rules that it breaks are about size.',
  other: 'The rules that it breaks are others than those about names, kinds and size.',
};

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
      linesOfRule(others.filter((one) => isOfFile(one) && countedRule(one).rule === rule)),
    ),
  ];
}

const mostNames = 10;

/** One line for all files that break a rule, with their true number and the first names. */
function linesOfRule(problems: Operation['problems']): string[] {
  const named = problems.filter(({ path }) => path !== null);
  const count = problems.reduce((sum, problem) => sum + (countedRule(problem).more ?? 1), 0);
  const [first] = problems;
  if (first === undefined || count === 1) return problemLines(named);
  const names = named.slice(0, mostNames).map(({ path }) => printable(path ?? ''));
  const more = count - names.length;
  const list = [...names, ...(more > 0 ? [`and ${more.toLocaleString('en-GB')} more`] : [])].join(', ');
  return [`${countText(count, 'file')}: ${first.publicMessage} (${list})`];
}

/** Each broken rule once, in the order of the sentences. */
function publicLines(problems: Operation['problems']): string[] {
  return [...new Set(problems.map(({ publicMessage }) => publicMessage))].toSorted();
}
