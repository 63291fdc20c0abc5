import type { Operation } from '../domain/operation.ts';
import type { Occasion } from '../domain/owed.ts';
import { problemLines } from './problem-lines.ts';
import { printable } from './words.ts';

/**
 * What researchers must know by name about their package, for the container `notices` inside the secure network. `reasons` are what
 * approvers said. Undefined where the mail says everything.
 */
export function noticeText(operation: Operation, about: Occasion, reasons: readonly string[]): string | undefined {
  const said = storyOf(operation, about, reasons);
  if (operation.door !== 'export' || said === undefined) return undefined;
  const { id, project } = operation;
  const heading = `Package ${printable(operation.name)} of the project ${project}, number ${id}`;
  return `${[heading, ...said].join('\n\n')}\n`;
}

function storyOf(operation: Operation, about: Occasion, reasons: readonly string[]): string[] | undefined {
  const { project, name, id, problems, failure } = operation;
  switch (about) {
    case 'rejected':
      return ["It breaks the project's rules, so nothing of it was moved:", list(problemLines(problems))];
    case 'returned':
      return [
        `It was not released. Its files are back at returned/${project}/${name}/${id}/.`,
        reasons.length === 0 ? whyBack(operation) : `The approvers gave these reasons:\n\n${list(reasons)}`,
      ];
    case 'failed':
      return [
        `It stopped while it was ${failure?.state ?? 'in an unknown state'}.`,
        failure?.message ?? 'No reason was recorded.',
      ];
    case 'available':
    case 'released':
      return undefined;
  }
}

/** Why a package goes back although nobody denied it. */
export function whyBack({ withdrawal }: Pick<Operation, 'withdrawal'>): string {
  if (withdrawal?.part === 'researcher') return 'A researcher of the project withdrew it.';
  if (withdrawal !== undefined) return 'An operator withdrew it or gave it back.';
  return 'Nobody denied it, but the approval it needs can no longer be given: the project or its people changed.';
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}
