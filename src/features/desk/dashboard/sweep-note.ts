import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import type { Html } from '../../../pages/base/layout.ts';

/** What a sweep found and did, in numbers. */
export type SweepNumbers = Readonly<Record<(typeof told)[number][0], number>>;

/** In the order in which people want to know it. */
const told = [
  ['started', (count: number) => `It took up ${countText(count, 'upload')}.`],
  ['woken', (count: number) => `It woke ${countText(count, 'package')} whose review is over or has changed.`],
  ['clearing', (count: number) => `It began to clear ${countText(count, 'ended package')}.`],
  ['failed', (count: number) => `${countText(count, 'operation')} failed and waits for an operator.`],
  ['stalled', (count: number) => `${countText(count, 'operation')} stalled by an outage.`],
  ['troubled', (count: number) => `${countText(count, 'operation')} in trouble, still tried.`],
  ['overdue', (count: number) => `${countText(count, 'review')} past the deadline.`],
  ['unreachable', (count: number) => `${countText(count, 'review')} without enough approvers.`],
  ['waiting', (count: number) => `${countText(count, 'name')} waiting at the doors.`],
  ['strays', (count: number) => `${countText(count, 'name')} outside every project.`],
  ['broken', (count: number) => `${countText(count, 'row')} that cannot be read.`],
  ['untold', (count: number) => `${countText(count, 'mail')} not sent yet.`],
  ['givenUp', (count: number) => `${countText(count, 'mail')} given up.`],
] as const;

/** The same in sentences, on top of the page. */
export function sweepNote(numbers: SweepNumbers): Html {
  const sentences = told.flatMap(([name, text]) => (numbers[name] === 0 ? [] : [text(numbers[name])]));
  return html`<div class="note good" role="status"><p>${sentences.length === 0 ? 'The sweep found nothing new and nothing wrong.' : 'The sweep is done.'}</p>
${sentences.length === 0 ? '' : html`<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`}</div>`;
}
