import { html } from 'hono/html';
import { printable } from '../../../domain/base/printable.ts';
import { shellWords } from '../../../domain/base/shell-words.ts';
import type { Html, MessageLink } from '../../../pages/base/layout.ts';
import { readableTimes } from '../../../pages/base/words.ts';
import { projectHref } from '../../../pages/desk/links.ts';
import type { Assignee, NextStep } from '../../explain/domain/explanation.ts';
import { assigneeWords } from './actor-words.ts';

/** A step that no form of this page takes: who takes it, what will happen and why, the command, and the page where its form is. */
export function stepCard(step: NextStep, project: string, timeZone: string): Html {
  const { what, why, command } = step;
  const link = placeOfStep(step, project);
  return html`<p><b>${whoWords(step.who)}:</b> <bdi>${readableTimes(what, timeZone)}</bdi></p>
<p class="soft small"><bdi>${readableTimes(why, timeZone)}</bdi></p>
${command.length === 0 ? '' : html`<pre>${shellWords(command, printable)}</pre>`}
${link === undefined ? '' : html`<p><a class="button plain" href="${link.href}">${link.label}</a></p>`}`;
}

/** The steps that others take, or that have no form here, behind the best one. */
export function otherSteps(steps: readonly NextStep[], project: string, timeZone: string): Html | '' {
  if (steps.length === 0) return '';
  return html`<details class="act"><summary>What else people can do</summary>${steps.map((step) => stepCard(step, project, timeZone))}</details>`;
}

/** A step that only waits needs no command: the page is read again. */
export function isWait({ command }: NextStep): boolean {
  return command[0] === 'sallyport' && command[1] === 'wait';
}

function whoWords({ part, people, not }: Assignee): string {
  const names = people.map(({ name }) => name).join(', ');
  const who = names === '' ? assigneeWords[part] : `${assigneeWords[part]} (${names})`;
  return not === undefined ? who : `${who}. ${not}`;
}

function placeOfStep({ request }: NextStep, project: string): MessageLink | undefined {
  const path = request?.path ?? '';
  if (/\/hold(\/lift)?$|\/ops\/holds/.test(path)) return { label: 'Holds', href: '/api/ops/desk/holds' };
  if (path.startsWith('/api/ops/doctor')) return { label: 'Doctor', href: '/api/ops/desk/doctor' };
  if (path.startsWith('/api/ops/projects/')) return { label: `Project ${project}`, href: projectHref(project) };
  return undefined;
}
