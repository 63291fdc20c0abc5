import { html } from 'hono/html';
import { countText, enumerated } from '../../domain/base/count-text.ts';
import { disclosureRules } from '../../domain/inspection/disclosure.ts';
import type { Evidence } from '../../domain/inspection/evidence.ts';
import { nextToOpen } from '../../domain/inspection/to-open.ts';
import { contextFolder } from '../../domain/operation/package-role.ts';
import type { InspectionRequest } from '../../domain/review/inspection.ts';
import { fileName, type Html, type Page, type Visitor } from '../../pages/base/layout.ts';
import { passedWords } from '../../pages/base/passed-words.ts';
import { reasonWords, thresholdWords, verdictWords } from '../../pages/base/verdict-words.ts';
import { sizeText } from '../../pages/base/words.ts';
import { byWeight } from '../by-weight.ts';
import type { Shown } from '../child/shown.ts';
import type { Opening } from '../opening.ts';
import {
  type ChangesSince,
  type FileInPackage,
  type FirstLook,
  type PackageView,
  toLookAt,
  withRoleOf,
} from '../package-view.ts';
import { unseenByAll } from '../rules/unseen.ts';
import { addressOf } from './address.ts';
import { openedText, placeText, timesText, titleOf } from './finding-words.ts';

/** What the researcher has to say about a package, as plain text. */
export const notesPath = `${contextFolder}/_notes.md`;

interface OverviewParts {
  readonly view: PackageView;
  readonly about: InspectionRequest['about'];
  readonly opening: Opening;
  readonly first: FirstLook | undefined;
  readonly since: ChangesSince | undefined;
  /** The file with the researcher's notes, and what of it can be shown. */
  readonly notes: { readonly number: number; readonly said: Shown | undefined } | undefined;
  readonly visitor: Visitor;
}

export function overviewPage({ view, about, opening, first, since, notes, visitor }: OverviewParts): Page {
  const { exportId } = view.key;
  const id = html`<span class="mono">${exportId}</span>`;
  const heading =
    about === undefined
      ? html`<h1>Package ${id}</h1>`
      : html`<h1>Package ${fileName(about.name)}</h1><p class="soft small">${id}</p>`;
  const body = html`${heading}
${about === undefined ? '' : html`<p><a class="button plain" href="${about.review}#decide">Decide</a> <a href="${new URL('/api/mine#waits', about.review).href}">What else waits for you</a></p>`}
${summary(view, first)}
${typeof view.evidence === 'string' ? '' : openingCard(exportId, opening)}
${notes === undefined ? '' : notesCard(addressOf(exportId, { file: notes.number, round: opening.round }), notes.said)}
${filesOf(view, opening)}
${since === undefined ? '' : sinceCard(since)}
${typeof view.evidence === 'string' ? '' : thresholdsCard(view.evidence)}
<section class="card"><h2>What no rule can see</h2><ul>${unseenByAll.map((text) => html`<li>${text}</li>`)}</ul></section>`;
  return { title: `Package ${about?.name ?? exportId}`, body, visitor, home: '/api/read' };
}

function thresholdsCard({ thresholds }: Evidence): Html {
  const said = disclosureRules
    .keyof()
    .options.map((name) => `${[thresholds[name]].flat().join(', ') || 'none'} ${thresholdWords[name]}`);
  return html`<section class="card"><h2>Thresholds of the project</h2><ul>${said.map((text) => html`<li>${text}</li>`)}</ul></section>`;
}

function summary(view: PackageView, first: FirstLook | undefined): Html {
  if (view.evidence === 'waiting')
    return html`<div class="note"><p>Nobody has looked into these files yet. Open this page again in a few minutes.</p></div>`;
  if (view.evidence === 'other-files')
    return html`<div class="note bad"><p>What was found here is about other files than those that lie here now. It is not shown. Tell an operator before you decide.</p></div>`;
  const total = countText(withRoleOf(view.files, undefined).length + view.unlisted, 'file');
  const eyes = toLookAt(view.files).length + view.unlisted;
  if (eyes === 0)
    return html`<div class="note good"><p>The rules found nothing in ${total} that needs your eye. They see no more than they look for: read below what they cannot see.</p></div>`;
  const where =
    first === undefined
      ? ''
      : `: file ${first.number}, ${[placeText(first.place), lowerFirst(titleOf(first.rule))].filter((part) => part !== '').join(', ')}`;
  return html`<div class="note"><p><strong>${eyes} of ${total} ${eyes === 1 ? 'needs' : 'need'} your eye</strong>${where}.</p>
${view.unlisted === 0 ? '' : html`<p>Nobody looked into the last ${countText(view.unlisted, 'file')}: so many are not read in one package.</p>`}</div>`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function openingCard(exportId: string, opening: Opening): Html {
  const next = nextToOpen(opening.toOpen, opening.seen, 0);
  const button =
    next === undefined
      ? ''
      : html`<a class="button" href="${addressOf(exportId, { file: next, round: opening.round })}">Open the next one</a>`;
  return html`<section class="card"><h2>To open</h2><p>${openedText(opening)}</p>
<p class="soft">Open every file in which something was found or that was not looked at, every picture, document and text, and some of the tables that were counted whole: at least a third of them, and five, are drawn for you. Each of those tables is drawn for somebody who was asked with you.</p>${button}</section>`;
}

/** Notes that are a table or many lines are read on the page of their file. */
function notesCard(address: string, said: Shown | undefined): Html {
  const { lines = [], total = 0 } = said?.content?.kind === 'text' ? said.content : {};
  const isAll = total > 0 && total === lines.length;
  return html`<section class="card"><h2>The researcher says</h2>
${lines.map((line) => html`<p><bdi>${line}</bdi></p>`)}
<p class="soft">${isAll ? 'From' : 'More of it is in'} <a href="${address}">${fileName(notesPath)}</a>, which is never released.</p></section>`;
}

/** The package before, as long as its files are kept, and what became of each of them. */
function sinceCard({ exportId, numbers, changes }: ChangesSince): Html {
  const title = html`<section class="card"><h2>Since the package before</h2><p>This one goes on with`;
  if (numbers.size === 0)
    return html`${title} <span class="mono">${exportId}</span>, whose files are no longer kept.</p></section>`;
  const counts = (['same', 'changed', 'new', 'gone'] as const).map(
    (kind) => `${[...changes.values()].filter((change) => change === kind).length} ${kind}`,
  );
  const list = html`<p>By size and MD5: ${enumerated(counts)}.</p><details><summary>File by file, with links to what was there before</summary><ul class="plain">${[...changes].map(([path, change]) => html`<li>${nameIn(exportId, path, numbers.get(path))} <span class="tag">${change}</span></li>`)}</ul></details>`;
  return html`${title} <a class="mono" href="${addressOf(exportId, { round: 1 })}">${exportId}</a>.</p>${changes.size === 0 ? html`<p>There are too many files to compare them here.</p>` : list}</section>`;
}

function nameIn(exportId: string, path: string, file: number | undefined): Html {
  const name = fileName(path);
  return file === undefined ? name : html`<a href="${addressOf(exportId, { file, round: 1 })}">${name}</a>`;
}

/** What may leave, and apart from it what never does. */
function filesOf(view: PackageView, opening: Opening): Html {
  const context = withRoleOf(view.files, 'context');
  const apart = html`<section class="card"><h2>Context</h2><p>Shown to you, never released.</p>${fileTable(view, context, opening)}</section>`;
  return html`<section class="card"><h2>Files</h2>${fileTable(view, withRoleOf(view.files, undefined), opening)}</section>
${context.length === 0 ? '' : apart}`;
}

function fileTable({ key }: PackageView, files: readonly FileInPackage[], opening: Opening): Html {
  const toOpen = new Set(opening.toOpen);
  const stateOf = (number: number) => (opening.seen.has(number) ? 'seen' : toOpen.has(number) ? 'to open' : '');
  return html`<table class="cards">
<thead><tr><th scope="col" class="num">No.</th><th scope="col">Name</th><th scope="col" class="num">Size</th><th scope="col">Type</th><th scope="col">Verdict</th><th scope="col">You</th><th scope="col">What was found</th></tr></thead>
<tbody>${files.map((file) => fileRow(addressOf(key.exportId, { file: file.number, round: opening.round }), file, stateOf(file.number)))}</tbody></table>`;
}

function fileRow(address: string, { number, entry, evidence }: FileInPackage, state: string): Html {
  const { word, tone } = evidence === undefined ? { word: 'waiting', tone: '' } : verdictWords[evidence.verdict];
  return html`<tr><td class="num" data-label="No.">${number}</td><td class="wide"><a href="${address}">${fileName(entry.path)}</a></td><td class="num" data-label="Size">${sizeText(entry.size)}</td><td class="nowrap" data-label="Type">${evidence?.type ?? ''}</td><td data-label="Verdict"><span class="tag ${tone}">${word}</span></td><td class="nowrap" data-label="You">${state}</td><td class="wide">${foundIn(evidence)}</td></tr>`;
}

function foundIn(evidence: FileInPackage['evidence']): Html[] {
  const findings = byWeight(evidence?.findings ?? []);
  const passed = (evidence?.coverage?.passed ?? []).map((kind) => passedWords[kind]);
  return [
    ...findings.map(
      ({ rule, count }) => html`<div>${titleOf(rule)} <span class="soft small">${timesText(count)}</span></div>`,
    ),
    ...(evidence?.notChecked ?? []).map((reason) => html`<div class="soft">${reasonWords[reason]}</div>`),
    ...(passed.length === 0 ? [] : [html`<div class="soft">Not looked at: ${enumerated(passed)}</div>`]),
  ];
}
