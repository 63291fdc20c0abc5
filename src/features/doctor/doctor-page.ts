import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import type { Html, Page } from '../../pages/base/layout.ts';
import { momentText, readableTimes } from '../../pages/base/words.ts';
import { type DeskVisitor, deskPage } from '../../pages/desk/desk-page.ts';
import type { PartOfReport } from './begun-look.ts';
import { doctorHref } from './descriptions.ts';
import type { CheckResult } from './domain/check.ts';
import type { Check, CheckGroup } from './domain/checks.ts';
import type { CheckLine, DoctorReport } from './domain/report.ts';

const subjects: Readonly<Record<CheckGroup, string>> = {
  settings: 'Settings',
  access: 'Access',
  storage: 'Storage',
  room: 'Reading room',
  services: 'Services',
  definitions: 'Project definitions',
  people: 'People',
  running: 'What runs',
};

export function doctorPage({ report, unanswered, begun }: PartOfReport, visitor: DeskVisitor): Page {
  const { at, counts, checks } = report;
  const of = (result: CheckResult) => checks.filter((check) => check.result === result);
  const body = html`
<h1>Doctor</h1>
<p class="lead">${headline(counts)} <span class="small nowrap">Looked at ${momentText(at)}.</span></p>
<p class="soft">For operators, after a deployment and when something is odd: each thing that this deployment rests on is held against what is found. Nothing is changed and no research data is read. Open the page again to look again.</p>
${stillAsked(unanswered, begun)}
${section('Problems', of('problem'), 'Each has what to do about it.')}
${section('Not to be told from inside', of('cannot-tell'), 'The app cannot see these, or got no answer; somebody has to look.')}
${inOrder(of('ok'))}`;
  return deskPage(visitor, { title: 'Doctor', here: doctorHref, body });
}

function stillAsked(checks: readonly Check[], begun: string): Html | '' {
  if (checks.length === 0) return '';
  const titles = checks.map(({ title }) => html`<li>${title}</li>`);
  return html`<section class="card"><h2>Still asked</h2><ul>${titles}</ul>
<p><a class="button" href="${doctorHref}?begun=${encodeURIComponent(begun)}">Show what has come since</a></p></section>`;
}

function headline({ ok, problem, 'cannot-tell': untold }: DoctorReport['counts']): string {
  const problems = problem === 0 ? 'No problem was found' : `${countText(problem, 'problem')} ${was(problem)} found`;
  return `${problems}; ${untold} cannot be told from inside, and ${ok} of ${ok + problem + untold} are in order.`;
}

function was(count: number): string {
  return count === 1 ? 'was' : 'were';
}

function section(title: string, lines: readonly CheckLine[], note: string): Html {
  if (lines.length === 0) return html``;
  return html`<section class="card"><h2>${title}</h2><p class="soft">${note}</p>
<ul class="plain">${bySubject(lines).flatMap(([subject, those]) => those.map((line) => item(subject, line)))}</ul></section>`;
}

function item(subject: string, { title, why, found, mend, result }: CheckLine): Html {
  return html`<li><h3>${title} <span class="tag ${result === 'problem' ? 'bad' : 'wait'}">${subject}</span></h3><p class="soft small">${why}</p>
<dl class="facts"><dt>Found</dt><dd dir="auto">${readableTimes(found)}</dd>
${mend === undefined ? '' : html`<dt>What to do</dt><dd>${mend}</dd>`}</dl></li>`;
}

function inOrder(lines: readonly CheckLine[]): Html {
  if (lines.length === 0) return html``;
  return html`<section class="card"><h2>In order</h2>${bySubject(lines).map(
    ([subject, those]) => html`<details><summary>${subject}: ${those.length} in order</summary>
<ul>${those.map(({ title, found }) => html`<li>${title}<br><span class="soft small" dir="auto">${readableTimes(found)}</span></li>`)}</ul></details>`,
  )}</section>`;
}

function bySubject(lines: readonly CheckLine[]): readonly (readonly [string, readonly CheckLine[]])[] {
  return Object.entries(subjects).flatMap(([group, subject]) => {
    const those = lines.filter((line) => line.group === group);
    return those.length === 0 ? [] : [[subject, those] as const];
  });
}
