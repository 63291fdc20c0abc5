import { shortNumber } from '../../domain/base/door.ts';
import { printable } from '../../domain/base/printable.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { saidAbout } from '../../domain/operation/said-about.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import { momentText } from '../base/words.ts';

/** The newest packages of a project with name, label and state, for the container `notices` inside the secure network. */
export function packagesNotice(project: string, packages: readonly Operation[], now: Date): string {
  const parts = [
    `The newest packages of the project ${project}, as they stood on ${momentText(now.toISOString())}. Outside, pages and mails call them by the short numbers that stand first here.`,
    packages.length === 0 ? 'There is none.' : packages.map(lineOf).join('\n'),
    'Older ones stand in older files beside this one.',
  ];
  return `${parts.join('\n\n')}\n`;
}

function lineOf(operation: Operation): string {
  const { id, name, state, since } = operation;
  const { label } = saidAbout(operation);
  const called = label === undefined ? '' : `, labelled "${printable(label)}"`;
  return `- ${shortNumber(id)}: ${printable(name)}${called}; ${stateText(state)} since ${momentText(since)} (${id})`;
}
