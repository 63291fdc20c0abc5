import { html } from 'hono/html';
import type { Html, MessageLink, Page } from '../../pages/base/layout.ts';
import { momentText } from '../../pages/base/words.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../pages/desk/desk-page.ts';
import { satreHref } from './descriptions.ts';
import { type Evidence, type JudgedStatement, type SatreReport, type Verdict, verdicts } from './domain/statement.ts';
import { verdictWords } from './satre-markdown.ts';

const tags: Readonly<Record<Verdict, string>> = { met: 'good', partly: 'wait', 'not-ours': '' };

/** `only` shows the statements of one verdict. */
export function deskSatrePage(report: SatreReport, only: Verdict | undefined, visitor: DeskVisitor): Page {
  const { edition, at, verdicts: counts, looked, statements } = report;
  const shown = statements.filter(({ verdict }) => only === undefined || verdict === only);
  const body = html`
<h1>SATRE</h1>
<p class="lead">${counts.met} of ${statements.length} statements are met, ${counts.partly} partly, and ${counts['not-ours']} are for somebody else. <span class="small nowrap">As of ${momentText(at)}.</span></p>
<p class="soft">For auditors and operators: what this deployment holds now about each statement of SATRE ${edition} that concerns a control plane, in our own words; mandatory* is so only where personal data is held. What no row shows is at most partly met. ${looked} <a href="/api/ops/satre?format=markdown">The whole report as Markdown</a>.</p>
<section class="card"><h2>By pillar</h2>${overview(statements)}</section>
${filter(report, only)}
${Object.entries(pillars).map(([pillar, title]) => pillarCard(title, ofPillar(shown, pillar)))}`;
  return deskPage(visitor, { title: 'SATRE', here: satreHref, body });
}

function overview(statements: readonly JudgedStatement[]): Html {
  return html`<table><thead><tr><th scope="col">Pillar</th>${verdicts.map((verdict) => html`<th scope="col" class="num">${verdictWords[verdict]}</th>`)}</tr></thead>
<tbody>${Object.entries(pillars).map(([pillar, title]) => {
    const those = ofPillar(statements, pillar);
    const count = (verdict: Verdict) => those.filter((one) => one.verdict === verdict).length;
    return html`<tr><td>${title}</td>${verdicts.map((verdict) => html`<td class="num">${count(verdict)}</td>`)}</tr>`;
  })}</tbody></table>`;
}

function filter({ verdicts: counts, statements }: SatreReport, only: Verdict | undefined): Html {
  const link = (label: string, count: number, verdict?: Verdict) => {
    const here = verdict === only ? html` aria-current="true"` : '';
    return html`<a class="tag"${here} href="${satreHref}${verdict === undefined ? '' : `?verdict=${verdict}`}">${label}: ${count}</a> `;
  };
  return html`<nav class="chips" aria-label="Statements by status">${link('all', statements.length)}${verdicts.map((verdict) => link(verdictWords[verdict], counts[verdict], verdict))}</nav>`;
}

function pillarCard(title: string, statements: readonly JudgedStatement[]): Html {
  if (statements.length === 0) return html``;
  return html`<section class="card"><h2>${title}</h2><table class="cards">
<thead><tr><th scope="col">Statement</th><th scope="col">Asked</th><th scope="col">Status</th><th scope="col">What is held</th></tr></thead>
<tbody>${statements.map(
    ({
      id,
      level,
      means,
      verdict,
      why,
      duty,
      evidence,
    }) => html`<tr><td class="wide"><span class="name">${means}</span><br><span class="soft small">${id}</span></td>
<td data-label="Asked" class="nowrap">${level}</td><td data-label="Status"><span class="tag ${tags[verdict]}">${verdictWords[verdict]}</span></td>
<td class="wide">${reason(why, duty, evidence)}${evidence.map(piece)}</td></tr>`,
  )}</tbody></table></section>`;
}

/** Why it is no better. Where that only repeats what is held, the evidence says it. */
function reason(why: string | null, duty: string | null, evidence: readonly Evidence[]): Html {
  const repeats = why !== null && evidence.some(({ sentence }) => why.includes(sentence));
  if (why === null || repeats) return html``;
  return html`<p>${why}${duty === null ? '' : html` <b>For ${duty}.</b>`}</p>`;
}

function piece({ sentence, shows, link }: Evidence): Html {
  const mark = shows === 'yes' ? '' : html`<b>${shows === 'no' ? 'Against it' : 'Not yet'}:</b> `;
  return html`<p class="small">${mark}${sentence} ${linkTo(link)}</p>`;
}

/** What the app shows has a link. Guides stand beside the code, and are named. */
function linkTo(link: string | undefined): Html {
  if (link === undefined) return html``;
  const place = places[link];
  return place === undefined
    ? html`<code class="soft">${link}</code>`
    : html`<a class="nowrap" href="${place.href}">${place.label}</a>`;
}

/** Where people see what a piece of evidence is about, by the address that programs use. */
const places: Readonly<Record<string, MessageLink>> = {
  '/api/ops': { label: 'Operations', href: '/api/ops' },
  '/api/ops/audit/verify': { label: 'Verify the audit', href: deskPaths.verification },
  '/api/ops/projects': { label: 'Projects', href: deskPaths.projects },
  '/api/ops/datasets': { label: 'Datasets', href: '/api/ops/datasets' },
  '/api/ops/exports': { label: 'Packages', href: '/api/ops/exports' },
  '/api/ops/releases': { label: 'Releases and receipts', href: '/api/ops/desk/releases' },
  '/api/receipts/keys': { label: 'Keys of receipts', href: '/api/receipts/keys' },
};

/** The pillars of SATRE, by what the ids of their statements begin with. */
export const pillars = {
  1: 'Information governance',
  2: 'Computing technology and information security',
  3: 'Data management',
  4: 'Supporting capabilities',
} as const;

function ofPillar<Statement extends { readonly id: string }>(
  statements: readonly Statement[],
  pillar: string,
): readonly Statement[] {
  return statements.filter(({ id }) => id.split('.', 1)[0] === pillar);
}
